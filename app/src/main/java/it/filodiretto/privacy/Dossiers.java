// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.privacy;

import it.filodiretto.citizen.CitizenId;
import it.filodiretto.citizen.Citizens;
import it.filodiretto.citizen.PersonalRecords;
import it.filodiretto.media.Media;
import it.filodiretto.media.StoredFile;
import it.filodiretto.media.StoredFile.Copy;
import it.filodiretto.media.StoredFileId;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.page.Papers;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Gathers what the modules keep of a person, and packs it: for programs (JSON), for reading (HTML, PDF), with the files. */
@Component
class Dossiers {

    private static final JsonMapper MAPPER = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final ObjectProvider<PersonalRecords> records;
    private final Citizens citizens;
    private final Media media;
    private final Municipalities municipalities;
    private final Papers papers;
    private final Clock clock;
    private final TransactionTemplate transaction;

    Dossiers(ObjectProvider<PersonalRecords> records, Citizens citizens, Media media, Municipalities municipalities, Papers papers, Clock clock,
            PlatformTransactionManager transactions) {
        this.records = records;
        this.citizens = citizens;
        this.media = media;
        this.municipalities = municipalities;
        this.papers = papers;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
        transaction.setReadOnly(true);
    }

    Optional<Dossier> of(CitizenId citizen) {
        return transaction.execute(_ -> citizens.person(citizen).map(person -> {
            var all = records.orderedStream().toList();
            var files = all.stream().flatMap(it -> it.files(person).stream()).map(StoredFileId::new).collect(Collectors.toSet());
            return new Dossier(person, municipalities.current().fullName(), clock.instant(),
                all.reversed().stream().flatMap(it -> it.sections(person).stream()).toList(),
                media.find(files).values().stream().sorted(Comparator.comparing(StoredFile::madeAt)).toList());
        }));
    }

    /** Writes the archive and leaves the stream open. */
    void pack(Dossier dossier, OutputStream out) throws IOException {
        var zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        var html = papers.html("privacy/dossier", Map.of("dossier", dossier, "zone", municipalities.current().zone()));
        put(zip, "dati.html", html.getBytes(StandardCharsets.UTF_8));
        put(zip, "dati.pdf", papers.pdf(html));
        put(zip, "dati.json", json(dossier));
        for (var file : dossier.files()) {
            if (file.isHere()) {
                zip.putNextEntry(new ZipEntry(Dossier.nameOf(file)));
                try (var bytes = media.open(file.id(), Copy.ORIGINAL, 0)) {
                    bytes.transferTo(zip);
                }
                zip.closeEntry();
            }
        }
        zip.finish();
    }

    private static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(bytes);
        zip.closeEntry();
    }

    private static byte[] json(Dossier dossier) {
        var all = new LinkedHashMap<String, Object>();
        all.put("titolare", dossier.town());
        all.put("preparato", dossier.at().toString());
        dossier.sections().forEach(it -> all.put(it.title(), it.rows()));
        all.put("File", dossier.files().stream().map(it -> Map.of("nome", it.name(), "stato", it.state().name(), "archivio", it.isHere() ? Dossier.nameOf(it) : "")).toList());
        return MAPPER.writeValueAsBytes(all);
    }
}
