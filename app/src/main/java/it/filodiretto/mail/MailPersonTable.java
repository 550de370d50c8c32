// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.mail;

import it.filodiretto.channel.ReplyAddresses.ReplyAddress;
import it.filodiretto.citizen.CitizenId;
import it.filodiretto.citizen.CitizensMerged;
import it.filodiretto.citizen.CitizensParted;
import it.filodiretto.municipality.CurrentMunicipality;
import it.filodiretto.vault.SealedColumn;
import it.filodiretto.vault.SealedColumns;
import it.filodiretto.vault.Vault;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code mail_person}: addresses sealed, found by their keyed hash; in whose talk each writes, and its last mail. */
@Repository
class MailPersonTable implements SealedColumns {

    private static final String ADDRESS = "mail_person.address";
    /** Answers go where an operator said; otherwise where the person herself wrote from last. */
    private static final String IN_ORDER = " from mail_person where citizen_id = ? order by chosen_at desc nulls last, guest, wrote_at desc";

    private final JdbcClient db;
    private final Vault vault;

    MailPersonTable(JdbcClient db, Vault vault) {
        this.db = db;
        this.vault = vault;
    }

    @Override
    public List<SealedColumn> sealedColumns() {
        return List.of(new SealedColumn("mail_person", "address_sealed", ADDRESS));
    }

    /** @param guest in the talk of this person, who is somebody else */
    record Known(CitizenId citizen, boolean guest) {}

    /** From here to the end of the transaction nobody else takes a mail from this address. */
    Optional<Known> lock(MailAddress address) {
        db.sql("select pg_advisory_xact_lock(?)").param(java.nio.ByteBuffer.wrap(lookup(address)).getLong()).query((_, _) -> 0).single();
        return db.sql("select citizen_id, guest from mail_person where address_lookup = ?").param(lookup(address))
            .query((row, _) -> new Known(new CitizenId(row.getObject(1, UUID.class)), row.getBoolean(2))).optional();
    }

    /** @param as whom the address is known from now on */
    void wrote(Known as, ReceivedMail mail) {
        db.sql("""
                insert into mail_person as p (address_lookup, address_sealed, citizen_id, guest, wrote_at, message_key, message_refs, subject)
                values (:lookup, :sealed, :citizen, :guest, :at, :key, :refs, :subject)
                on conflict (municipality_id, address_lookup) do update
                   set wrote_at = excluded.wrote_at, message_key = excluded.message_key, message_refs = excluded.message_refs, subject = excluded.subject,
                       citizen_id = excluded.citizen_id, guest = excluded.guest,
                       first_citizen_id = case when p.citizen_id = excluded.citizen_id then p.first_citizen_id end,
                       chosen_at = case when p.citizen_id = excluded.citizen_id then p.chosen_at end
                 where p.wrote_at <= excluded.wrote_at or p.citizen_id <> excluded.citizen_id""")
            .param("lookup", lookup(mail.from())).param("sealed", vault.sealText(mail.from().value(), ADDRESS)).param("citizen", as.citizen().value())
            .param("guest", as.guest()).param("at", mail.writtenAt().atOffset(ZoneOffset.UTC)).param("key", mail.key()).param("refs", mail.references())
            .param("subject", mail.subject()).update();
    }

    /** Where an answer goes, and the mail that it answers. @param references oldest first, the mail itself last */
    record Thread(MailAddress to, String answers, String references, String subject) {}

    Optional<Thread> thread(CitizenId citizen) {
        return db.sql("select address_sealed, message_key, message_refs, subject" + IN_ORDER + " limit 1")
            .param(citizen.value())
            .query((row, _) -> new Thread(address(row.getBytes(1)), row.getString(2),
                (row.getString(3) + " " + row.getString(2)).strip(), row.getString(4))).optional();
    }

    List<ReplyAddress> addresses(CitizenId citizen) {
        return db.sql("select address_lookup, address_sealed, guest" + IN_ORDER + " limit 20").param(citizen.value())
            .query((row, _) -> new ReplyAddress(HexFormat.of().formatHex(row.getBytes(1)), address(row.getBytes(2)).shown(), row.getBoolean(3))).list();
    }

    boolean choose(CitizenId citizen, String key) {
        return key.matches("([0-9a-f]{2}){32}") && db.sql("update mail_person set chosen_at = clock_timestamp() where address_lookup = ? and citizen_id = ?")
            .param(HexFormat.of().parseHex(key)).param(citizen.value()).update() == 1;
    }

    private MailAddress address(byte[] sealed) {
        return new MailAddress(vault.openText(sealed, ADDRESS));
    }

    void merge(CitizensMerged merged) {
        db.sql("update mail_person set citizen_id = :into, first_citizen_id = coalesce(first_citizen_id, :from) where citizen_id = :from")
            .param("from", merged.from().value()).param("into", merged.into().value()).update();
    }

    void part(CitizensParted parted) {
        db.sql("update mail_person set citizen_id = :from, first_citizen_id = nullif(first_citizen_id, :from) where citizen_id = :into and first_citizen_id = any(:all)")
            .param("from", parted.from().value()).param("into", parted.into().value())
            .param("all", parted.together().stream().map(CitizenId::value).toArray(UUID[]::new)).update();
    }

    private byte[] lookup(MailAddress address) {
        return vault.lookup(CurrentMunicipality.require() + " mail", address.value());
    }
}
