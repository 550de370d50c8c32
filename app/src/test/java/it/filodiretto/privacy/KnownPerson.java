// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.privacy;

import it.filodiretto.Town;
import it.filodiretto.citizen.CitizenId;
import it.filodiretto.citizen.Citizens;
import it.filodiretto.citizen.WhatsAppIdentity;
import it.filodiretto.media.Handed;
import it.filodiretto.media.Media;
import it.filodiretto.media.Samples;
import it.filodiretto.media.StoredFileId;
import it.filodiretto.messaging.BulkId;
import it.filodiretto.messaging.ChannelKind;
import it.filodiretto.messaging.InboundContent;
import it.filodiretto.messaging.MediaReference;
import it.filodiretto.messaging.MessageContent;
import it.filodiretto.messaging.Origin;
import it.filodiretto.messaging.Priority;
import it.filodiretto.municipality.AutomaticKind;
import it.filodiretto.outbox.BulkOrder;
import it.filodiretto.outbox.Bulks;
import it.filodiretto.shared.Ids;
import it.filodiretto.shared.PhoneNumber;
import it.filodiretto.vault.Vault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.context.annotation.Scope;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** A person of whom a town keeps something in every table there is for it. */
@Component
@Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
@NullMarked
class KnownPerson {

    static final String WORDS = "Il lampione di via Pascoli è spento";
    static final String PROFILE_NAME = "Rosina Pascoli";

    private final Citizens citizens;
    private final Media media;
    private final Bulks bulks;
    private final JdbcClient db;
    private final Vault vault;

    KnownPerson(Citizens citizens, Media media, Bulks bulks, JdbcClient db, Vault vault) {
        this.citizens = citizens;
        this.media = media;
        this.bulks = bulks;
        this.db = db;
        this.vault = vault;
    }

    /** @param bulk the sending to many that waits for her and another */
    record Known(CitizenId id, PhoneNumber phone, String userId, BulkId bulk, UUID file) {}

    Known in(Town town) {
        var phone = town.newPhone();
        var userId = "IT." + Math.abs(Ids.next().getLeastSignificantBits());
        var id = town.inTown(() -> citizens.recognise(new WhatsAppIdentity(phone, userId, PROFILE_NAME)));
        town.citizenWrites(phone, "attiva comune amico");
        town.arrives(phone, new InboundContent.Text(WORDS), town.now(), wamid(phone));
        town.arrives(phone, new InboundContent.Image(new MediaReference("1", "image/jpeg", null, null, null), "ecco"), town.now(), wamid(phone));
        var file = town.inTransaction(() -> db.sql("select id from inbound_message where citizen_id = ? and content ->> 'kind' = 'image'")
            .param(id.value()).query(UUID.class).single());
        town.inTown(() -> keep(file));
        var bulk = new BulkId(Ids.next());
        town.inTransaction(() -> {
            bulks.open(new BulkOrder(bulk, ChannelKind.WHATSAPP, null, new MessageContent.Template("avviso_generale", "it", List.of(), "Strada chiusa"),
                Priority.NOTICE, Origin.automatic(AutomaticKind.NOTICE), 2, town.now()));
            return bulks.add(bulk, List.of(id, town.citizen(town.newPhone())));
        });
        town.inTown(() -> bulks.filled(bulk, 2));
        town.inTransaction(() -> {
            insertTheRest(town, id, phone);
            return 0;
        });
        return new Known(id, phone, userId, bulk, file);
    }

    private void keep(UUID file) {
        try {
            var photo = Samples.photo(40, 30);
            media.expect(new StoredFileId(file), "foto");
            media.fill(new StoredFileId(file), new Handed(new ByteArrayInputStream(photo), photo.length, null));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void insertTheRest(Town town, CitizenId id, PhoneNumber phone) {
        var lane = town.lane().id().value();
        db.sql("update outgoing_message set external_id = ? where citizen_id = ? and bulk_id is null").param(wamid(phone)).param(id.value()).update();
        db.sql("insert into outgoing_reference (day, message_id, external_id) select day, id, external_id from outgoing_message where citizen_id = ? and external_id is not null")
            .param(id.value()).update();
        db.sql("insert into question (id, citizen_id, kind, text, external_id, written_at, asked_at) values (?, ?, 'JOIN', 'ativa', ?, now(), now())")
            .param(Ids.next()).param(id.value()).param(wamid(phone)).update();
        db.sql("insert into automatic_answer (citizen_id, kind, answered_at) values (?, 'CALL', now())").param(id.value()).update();
        db.sql("insert into restraint (lane_id, citizen_id, kind) values (?, ?, 'MARKETING')").param(lane).param(id.value()).update();
        db.sql("insert into blocked_person (lane_id, citizen_id, reason, operator_id, blocked_at) values (?, ?, 'cento messaggi', ?, now())")
            .param(lane).param(id.value()).param(Ids.next()).update();
        db.sql("insert into drill_list (citizen_id, agreed_at, evidence) values (?, now(), 'modulo')").param(id.value()).update();
        db.sql("insert into registration (citizen_id, proof, policy_number, registered_at) values (?, 'CODE', 1, now())").param(id.value()).update();
        db.sql("insert into registration_code (id, citizen_id, code_lookup, policy_number, asked_at) values (?, ?, 'x', 1, now())")
            .param(Ids.next()).param(id.value()).update();
        db.sql("insert into unregistered_writer (citizen_id, wrote_at) values (?, now())").param(id.value()).update();
        db.sql("insert into parked_report (lane_id, external_id, status, at) values (?, ?, 'READ', now())").param(lane).param(wamid(phone)).update();
        db.sql("insert into mail_person (address_lookup, address_sealed, citizen_id, wrote_at, message_key) values (?, 'x', ?, now(), ?)")
            .param(phone.digits().getBytes(StandardCharsets.UTF_8)).param(id.value()).param("<" + phone.digits() + "@example.org>").update();
        db.sql("insert into webchat_session (id, citizen_id, code, started_at) values (?, ?, ?, now())").param(Ids.next()).param(id.value()).param("XX-" + phone.digits()).update();
        db.sql("""
                insert into callback (id, conversation_id, citizen_id, code, name_sealed, phone_sealed, asked_at, due_at)
                select ?, id, citizen_id, ?, 'x', 'x', now(), now() from conversation where citizen_id = ? limit 1""")
            .param(Ids.next()).param("XX-" + phone.digits()).param(id.value()).update();
        var former = Ids.next();
        db.sql("insert into citizen (id, merged_into) values (?, ?)").param(former).param(id.value()).update();
        db.sql("""
                insert into citizen_merge (id, from_id, into_id, cause, user_id, merged_at) values (?, ?, ?, 'SEEN_TOGETHER', ?, now())""")
            .param(Ids.next()).param(former).param(id.value()).param("IT.1" + phone.digits()).update();
        db.sql("insert into merged_subscription (from_id, into_id, citizen_id, state) values (?, ?, ?, 'ACTIVE')")
            .param(former).param(id.value()).param(id.value()).update();
    }

    /** A body that Meta posted, handled. @return its id */
    UUID posted(String json) {
        var id = Ids.next();
        db.sql("insert into webhook_call (id, received_at, urgent, sealed, handled_at) values (?, now(), true, ?, now())")
            .param(id).param(vault.seal(json.getBytes(StandardCharsets.UTF_8), "webhook_call.sealed")).update();
        return id;
    }

    /** What is kept of it; empty: nothing. */
    String kept(UUID call) {
        return db.sql("select sealed from webhook_call where id = ?").param(call).query(byte[].class).optional()
            .map(it -> vault.openText(it, "webhook_call.sealed")).orElse("");
    }

    /** As Meta makes them: with the number in them. */
    static String wamid(PhoneNumber phone) {
        var random = Ids.next().toString().replace("-", "").substring(0, 20);
        var bytes = ("\u001c\u0018" + (char) phone.digits().length() + phone.digits() + "\u0015\u0002\u0000" + random).getBytes(StandardCharsets.ISO_8859_1);
        return "wamid." + Base64.getEncoder().encodeToString(bytes);
    }
}
