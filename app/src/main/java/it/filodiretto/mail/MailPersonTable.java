// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.mail;

import it.filodiretto.citizen.CitizenId;
import it.filodiretto.citizen.CitizensMerged;
import it.filodiretto.citizen.CitizensParted;
import it.filodiretto.municipality.CurrentMunicipality;
import it.filodiretto.vault.Vault;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code mail_person}: addresses sealed, found by their keyed hash, and the last mail from each. */
@Repository
class MailPersonTable {

    private static final String ADDRESS = "mail_person.address";

    private final JdbcClient db;
    private final Vault vault;

    MailPersonTable(JdbcClient db, Vault vault) {
        this.db = db;
        this.vault = vault;
    }

    /** From here to the end of the transaction nobody else takes a mail from this address. */
    Optional<CitizenId> lock(MailAddress address) {
        db.sql("select pg_advisory_xact_lock(?)").param(java.nio.ByteBuffer.wrap(lookup(address)).getLong()).query((_, _) -> 0).single();
        return db.sql("select citizen_id from mail_person where address_lookup = ?").param(lookup(address))
            .query((row, _) -> new CitizenId(row.getObject(1, UUID.class))).optional();
    }

    void wrote(CitizenId citizen, ReceivedMail mail) {
        db.sql("""
                insert into mail_person as p (address_lookup, address_sealed, citizen_id, wrote_at, message_key, message_refs, subject)
                values (:lookup, :sealed, :citizen, :at, :key, :refs, :subject)
                on conflict (municipality_id, address_lookup) do update
                   set wrote_at = excluded.wrote_at, message_key = excluded.message_key, message_refs = excluded.message_refs, subject = excluded.subject
                 where p.wrote_at <= excluded.wrote_at""")
            .param("lookup", lookup(mail.from())).param("sealed", vault.sealText(mail.from().value(), ADDRESS)).param("citizen", citizen.value())
            .param("at", mail.writtenAt().atOffset(ZoneOffset.UTC)).param("key", mail.key()).param("refs", mail.references())
            .param("subject", mail.subject()).update();
    }

    /** Where a person wrote from last, and what an answer belongs to. @param references oldest first, the mail itself last */
    record Thread(MailAddress to, String answers, String references, String subject) {}

    Optional<Thread> latest(CitizenId citizen) {
        return db.sql("select address_sealed, message_key, message_refs, subject from mail_person where citizen_id = ? order by wrote_at desc limit 1")
            .param(citizen.value())
            .query((row, _) -> new Thread(new MailAddress(vault.openText(row.getBytes(1), ADDRESS)), row.getString(2),
                (row.getString(3) + " " + row.getString(2)).strip(), row.getString(4))).optional();
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
