// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.privacy;

import it.filodiretto.citizen.CitizenId;
import it.filodiretto.citizen.Citizens;
import it.filodiretto.citizen.Person;
import it.filodiretto.citizen.PersonalRecords;
import it.filodiretto.media.Media;
import it.filodiretto.media.StoredFileId;
import it.filodiretto.operator.Audit;
import it.filodiretto.operator.CurrentOperator;
import it.filodiretto.shared.Ids;
import it.filodiretto.shared.PhoneNumber;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Erases a person from every module, in one transaction, and keeps the bare proof. */
@Component
class Erasures {

    private final ErasureTable table;
    private final ObjectProvider<PersonalRecords> records;
    private final Citizens citizens;
    private final Media media;
    private final Audit audit;
    private final Clock clock;
    private final TransactionTemplate transaction;

    Erasures(ErasureTable table, ObjectProvider<PersonalRecords> records, Citizens citizens, Media media, Audit audit, Clock clock,
            PlatformTransactionManager transactions) {
        this.table = table;
        this.records = records;
        this.citizens = citizens;
        this.media = media;
        this.audit = audit;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * Files first, each for good: who is stopped half-way asks again, and no file is left without its person.
     *
     * @return empty if there is no such person
     * @throws PersonalRecords.NotYet if something of hers is on its way just now; all but files is as it was
     */
    Optional<Erasure> erase(CitizenId citizen, String reason) {
        return citizens.person(citizen).map(person -> {
            files(person).forEach(this::eraseFile);
            return transaction.execute(_ -> eraseRows(person, reason));
        });
    }

    private Erasure eraseRows(Person person, String reason) {
        citizens.hold(person);
        if (!files(person).isEmpty() && !media.find(files(person).stream().map(StoredFileId::new).toList()).isEmpty()) {
            throw new PersonalRecords.NotYet("Proprio adesso è arrivato un file di questa persona. Riprova tra un minuto.");
        }
        var proof = records.orderedStream().flatMap(it -> it.proof(person).stream()).toList();
        var erasure = new Erasure(Ids.next(), clock.instant(), CurrentOperator.find().orElse(null), reason, proof);
        records.orderedStream().forEach(it -> it.erase(person));
        table.add(erasure, person);
        audit.record("person.erase", Map.of("erasure", erasure.id().toString(), "consents", String.valueOf(proof.size())));
        return erasure;
    }

    List<Erasure> newest() {
        return transaction.execute(_ -> table.newest());
    }

    /** The last erasure of whoever had this number. */
    Optional<Erasure> of(PhoneNumber phone) {
        return transaction.execute(_ -> table.of(phone));
    }

    private Set<UUID> files(Person person) {
        return transaction.execute(_ -> records.orderedStream().flatMap(it -> it.files(person).stream()).collect(Collectors.toSet()));
    }

    private void eraseFile(UUID file) {
        try {
            media.erase(new StoredFileId(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
