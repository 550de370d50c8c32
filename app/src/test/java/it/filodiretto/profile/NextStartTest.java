// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.profile;

import static it.filodiretto.municipality.CurrentMunicipality.inTown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import it.filodiretto.TownTest;
import it.filodiretto.municipality.ChannelMode;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.municipality.Municipality;
import it.filodiretto.municipality.MunicipalityId;
import it.filodiretto.municipality.TownRegistration;
import it.filodiretto.opening.Closure;
import it.filodiretto.opening.HoursTable;
import it.filodiretto.opening.TimeSpan;
import it.filodiretto.shared.Ids;
import it.filodiretto.wording.Texts;
import it.filodiretto.wording.Topic;
import it.filodiretto.wording.Topics;
import it.filodiretto.wording.TownKeywords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What a start takes from the files and what it leaves to the database. */
@TownTest
@ExtendWith(OutputCaptureExtension.class)
@NullMarked
class NextStartTest {

    @Autowired TownRegistration registration;
    @Autowired FirstStart firstStart;
    @Autowired HoursTable hours;
    @Autowired Topics topics;
    @Autowired Texts texts;
    @Autowired TownKeywords keywords;
    @Autowired JdbcClient db;
    @Autowired PlatformTransactionManager transactions;

    @TempDir Path directory;

    private final String slug = "start-" + Ids.next().toString().substring(24);
    private String profile = "";

    @BeforeEach
    void writeProfile() throws IOException {
        profile = ProfileTexts.sesto().replace("slug: sesto", "slug: " + slug);
        write(slug, profile);
    }

    @Test
    void aCopiedFileIsASixthMunicipality() throws IOException {
        for (var shipped : new String[] {"arezzo", "bientina", "calenzano", "pistoia", "santa-fiora"}) {
            write(shipped, ProfileTexts.shipped(shipped));
        }
        Files.delete(directory.resolve(slug + ".yaml"));
        write(slug, ProfileTexts.shipped("santa-fiora").replace("slug: santa-fiora", "slug: " + slug).replace("390564000001", "390564000002")
            .replace("ATTIVA COMUNE AMICO", "AVVISAMI"));
        var municipalities = start();
        assertThat(municipalities.all()).extracting(Municipality::slug).containsExactlyInAnyOrder("arezzo", "bientina", "calenzano", "pistoia", "santa-fiora", slug);
        var sixth = municipalities.find(slug).orElseThrow();
        inTransactionOf(sixth, () -> {
            assertThat(keywords.current().optIn()).containsExactly("AVVISAMI");
            assertThat(topics.list()).hasSize(5);
        });
    }

    @Test
    void identityIsTheFilesAndContentTheDatabases() throws IOException {
        var first = start().find(slug).orElseThrow();
        write(slug, profile.replace("name: Sesto\n", "name: Sesto Alto\n").replace("mode: two-way", "mode: one-way")
            .replace("name: Protezione civile", "name: Allerte").replace("15:00-18:00", "14:00-18:00").replace("opt-in: [Attiva]", "opt-in: [Sveglia]"));
        var second = start().find(slug).orElseThrow();
        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.name()).isEqualTo("Sesto Alto");
        assertThat(second.requireWhatsapp().mode()).isEqualTo(ChannelMode.ONE_WAY);
        inTransactionOf(second, () -> {
            assertThat(topics.list()).singleElement().extracting(Topic::name).isEqualTo("Protezione civile");
            assertThat(keywords.current().optIn()).containsExactly("Attiva");
            assertThat(Objects.requireNonNull(hours.timetables().get("urp")).week().values()).containsExactly(
                List.of(TimeSpan.parse("8:30-13:00").orElseThrow(), TimeSpan.parse("15:00-18:00").orElseThrow()));
            assertThat(hours.closures()).singleElement().extracting(Closure::reason).isEqualTo("Natale");
        });
    }

    @Test
    void aLaterStartAddsWhatTheFileNewlyNeeds() throws IOException {
        write(slug, profile.replace("mode: two-way", "mode: people-only").replace("    opt-in: [Attiva]\n    opt-out: [Disattiva]\n", ""));
        start();
        write(slug, profile.replace("[welcome, notice]", "[welcome, farewell]").replace("  help:", "  farewell: Ciao.\n  help:")
            .replace("welcome: \"Benvenuto.", "welcome: \"Salve.").replace("closures:", """
                  - code: sera
                    name: Sera
                    week:
                      monday: ["20:00-22:00"]
                closures:"""));
        inTransactionOf(start().find(slug).orElseThrow(), () -> {
            assertThat(hours.timetables()).containsKey("sera");
            assertThat(keywords.current().optIn()).containsExactly("Attiva");
            assertThat(texts.find("farewell")).hasValue("Ciao.");
            assertThat(texts.find("welcome")).hasValue("Benvenuto. {policy-link} Per uscire {opt-out}.");
        });
    }

    @Test
    void aTownWhoseFileVanishedIsNotServedAndTheLogSaysSo(CapturedOutput output) throws IOException {
        var gone = start().find(slug).orElseThrow();
        Files.delete(directory.resolve(slug + ".yaml"));
        write("sesto", ProfileTexts.sesto());
        var next = start();
        assertThat(next.find(slug)).isEmpty();
        assertThatThrownBy(() -> next.byId(gone.id())).hasMessageContaining("is served");
        assertThat(slugs()).contains(slug);
        assertThat(output).contains("Municipalities of the database are not served, because their profiles are missing").contains(slug);
    }

    @Test
    void severalProcessesMayStartAtOnce() throws Exception {
        try (var starts = Executors.newVirtualThreadPerTaskExecutor()) {
            var ids = starts.invokeAll(Collections.nCopies(8, (Callable<MunicipalityId>) () -> start().find(slug).orElseThrow().id())).stream()
                .map(Future::resultNow).distinct();
            assertThat(ids).hasSize(1);
        }
    }

    @Test
    void aMistakeWritesNothing() throws IOException {
        var bad = slug + "-bad";
        write(bad, profile.replace("slug: " + slug, "slug: " + bad).replace("Europe/Rome", "Europe/Roma"));
        assertThatThrownBy(this::start).isInstanceOf(BadProfiles.class);
        assertThat(slugs()).doesNotContain(slug, bad);
    }

    private void inTransactionOf(Municipality town, Runnable work) {
        inTown(town.id(), () -> new TransactionTemplate(transactions).executeWithoutResult(_ -> work.run()));
    }

    private Municipalities start() {
        return registration.startedFrom(new ProfileDirectory(directory.toString(), firstStart));
    }

    private List<String> slugs() {
        return db.sql("select slug from municipality").query(String.class).list();
    }

    private void write(String slug, String text) throws IOException {
        Files.writeString(directory.resolve(slug + ".yaml"), text);
    }
}
