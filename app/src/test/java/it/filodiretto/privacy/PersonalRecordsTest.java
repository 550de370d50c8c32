// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import it.filodiretto.Town;
import it.filodiretto.TownTest;
import it.filodiretto.citizen.Citizens;
import it.filodiretto.citizen.PersonalRecords;
import it.filodiretto.media.Handed;
import it.filodiretto.media.Media;
import it.filodiretto.media.Samples;
import it.filodiretto.media.StoreOutcome;
import it.filodiretto.media.StoredFileId;
import it.filodiretto.messaging.ChannelKind;
import it.filodiretto.messaging.MessageContent;
import it.filodiretto.messaging.Origin;
import it.filodiretto.municipality.AutomaticKind;
import it.filodiretto.outbox.BulkState;
import it.filodiretto.outbox.Bulks;
import it.filodiretto.outbox.Outbox;
import it.filodiretto.privacy.KnownPerson.Known;
import it.filodiretto.shared.AdminCommand;
import it.filodiretto.subscription.Subscriptions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.zip.ZipInputStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** What is kept of a person comes out whole, and goes whole. */
@TownTest
@NullMarked
class PersonalRecordsTest {

    @Autowired Town town;
    @Autowired Town otherTown;
    @Autowired KnownPerson known;
    @Autowired ObjectProvider<PersonalRecords> records;
    @Autowired Dossiers dossiers;
    @Autowired Erasures erasures;
    @Autowired PersonCommand command;
    @Autowired Citizens citizens;
    @Autowired Subscriptions subscriptions;
    @Autowired Bulks bulks;
    @Autowired Media media;
    @Autowired Outbox outbox;
    @Autowired JdbcClient db;

    @Test
    @DisplayName("SF-14: every table that names a person is handed over and erased by its module")
    void everyTableThatNamesAPersonIsCovered() {
        var naming = new TreeSet<>(db.sql("""
                select conrelid::regclass::text from pg_constraint where contype = 'f' and conparentid = 0 and confrelid = 'citizen'::regclass
                 union
                select c.relname from pg_attribute a join pg_class c on c.oid = a.attrelid
                 where a.attname = 'citizen_id' and c.relkind in ('r', 'p') and not c.relispartition and c.relnamespace = 'public'::regnamespace""")
            .query(String.class).list());
        var covered = records.stream().flatMap(it -> it.tables().stream()).collect(Collectors.toSet());
        assertThat(naming).as("a module's PersonalRecords must name these").isSubsetOf(covered);
        var someone = known.in(town);
        for (var table : naming) {
            assertThat(rows(town, table)).as("KnownPerson is in every table: " + table).anyMatch(it -> it.contains(someone.id().toString()));
        }
    }

    @Test
    @DisplayName("SF-14: an erased person is found nowhere: not by number, user id, look-up, sealed value, words or ids")
    void anErasedPersonIsNowhere() {
        var rosa = known.in(town);
        var other = known.in(town);
        var elsewhere = otherTown.citizenWrites(rosa.phone(), "attiva comune amico");
        var certificate = sent(rosa);
        var traces = traces(rosa);
        assertThat(foundIn(town, traces)).as("before").contains("citizen", "inbound_message", "outgoing_message", "consent", "parked_report");

        var erasure = town.inTown(() -> erasures.erase(rosa.id(), "richiesta del 3 dicembre")).orElseThrow();

        assertThat(foundIn(town, traces)).isEmpty();
        assertThat(town.inTown(() -> media.find(new StoredFileId(rosa.file())))).isEmpty();
        assertThat(town.inTown(() -> media.find(certificate))).as("what was sent to her alone").isEmpty();
        assertThat(town.inTown(() -> media.find(new StoredFileId(other.file())))).isPresent();
        assertThat(town.inTown(() -> citizens.person(other.id()))).isPresent();
        assertThat(otherTown.inTown(() -> citizens.person(elsewhere))).isPresent();
        assertThat(erasure.proof()).singleElement().satisfies(it -> assertThat(it).containsEntry("kind", "JOIN").containsKeys("written_at", "policy_number", "text_sha256"));
        assertThat(town.inTown(() -> erasures.of(rosa.phone())).orElseThrow().id()).isEqualTo(erasure.id());
        assertThat(town.inTown(() -> erasures.of(other.phone()))).isEmpty();
        assertThat(otherTown.inTown(() -> erasures.of(rosa.phone()))).isEmpty();
        assertThatThrownBy(() -> town.inTransaction(() -> db.sql("delete from erasure").update())).isInstanceOf(DataAccessException.class);
    }

    private StoredFileId sent(Known person) {
        var file = town.inTown(() -> {
            try {
                return ((StoreOutcome.Kept) media.storeForOne("certificato.pdf", new Handed(new ByteArrayInputStream(Samples.pdf()), 1 << 20, null))).file();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        var content = new MessageContent.Attachment(MessageContent.Kind.DOCUMENT, file.id().value(), null, null, file.name());
        town.inTransaction(() -> outbox.answer(new Outbox.Reply(ChannelKind.WHATSAPP, person.id(), content, Origin.automatic(AutomaticKind.COURTESY), null), Duration.ofMinutes(5)));
        return file.id();
    }

    @Test
    @DisplayName("SF-14: who was erased is not brought back by an old list, and the report says so; by herself she may come again")
    void anOldListDoesNotBringBackWhoWasErased() {
        var phone = town.newPhone();
        var rosa = town.citizenWrites(phone, "attiva comune amico");
        var list = List.of(new Subscriptions.ImportLine(phone.whole(), null, "modulo del 2019"), new Subscriptions.ImportLine(town.newPhone().e164(), null, "modulo del 2019"));
        town.inTown(() -> erasures.erase(rosa, "richiesta"));
        assertThat(town.inTown(() -> subscriptions.standings(List.of(phone)))).containsEntry(phone, Subscriptions.Standing.ERASED);
        assertThat(town.inTown(() -> subscriptions.enrol(list))).containsExactly(Subscriptions.Enrolled.ERASED, Subscriptions.Enrolled.CREATED);
        assertThat(town.inTown(() -> subscriptions.importAll(list)).refused()).containsExactly(new Subscriptions.Refusal(0, "erased"));
        assertThat(town.inTown(() -> citizens.known(List.of(phone)))).isEmpty();
        assertThat(otherTown.inTown(() -> subscriptions.enrol(list.subList(0, 1)))).containsExactly(Subscriptions.Enrolled.CREATED);
        town.citizenWrites(phone, "attiva comune amico");
        assertThat(town.inTown(() -> subscriptions.enrol(list))).containsExactly(Subscriptions.Enrolled.KNOWN, Subscriptions.Enrolled.KNOWN);
    }

    @Test
    void aSendingToManyGoesOnWithoutThePerson() {
        var rosa = known.in(town);
        town.inTown(() -> erasures.erase(rosa.id(), "richiesta"));
        var state = town.inTown(() -> bulks.find(rosa.bulk()).orElseThrow());
        assertThat(state.counts().queued()).isEqualTo(1);
        assertThat(state.counts().left()).isEqualTo(1);
        assertThat(state.counts().total()).isEqualTo(2);
        assertThat(state.stage()).isEqualTo(BulkState.Stage.RUNNING);
    }

    @Test
    void whoWasErasedAndWritesAgainIsNew() {
        var rosa = known.in(town);
        town.inTown(() -> erasures.erase(rosa.id(), "richiesta"));
        assertThat(town.inTown(() -> erasures.erase(rosa.id(), "richiesta"))).isEmpty();
        var again = town.citizenWrites(rosa.phone(), "attiva comune amico");
        assertThat(again).isNotEqualTo(rosa.id());
        assertThat(town.inTown(() -> subscriptions.count().active())).isEqualTo(1);
    }

    @Test
    @DisplayName("SF-14: bodies that Meta posted lose the person, and keep others and other towns")
    void rawBodiesLoseThePersonOnly() {
        var rosa = known.in(town);
        var other = town.newPhone();
        var mine = town.municipality().requireWhatsapp();
        var theirs = otherTown.municipality().requireWhatsapp();
        var alone = known.posted(body(entry(mine.phoneNumberId(), message(rosa.phone().digits(), "ciao"))));
        var mixed = known.posted(body(entry(mine.phoneNumberId(), message(rosa.phone().digits(), "ciao") + "," + message(other.digits(), "buongiorno"))
            + "," + entry(theirs.phoneNumberId(), message(rosa.phone().digits(), "altrove"))));
        var quoting = known.posted(body(entry(mine.phoneNumberId(), "{\"from\":\"39000\",\"context\":{\"id\":\"" + KnownPerson.wamid(rosa.phone()) + "\"}}")));
        var strange = known.posted("{\"boh\":\"" + rosa.phone().digits() + "\"}");
        var others = known.posted(body(entry(mine.phoneNumberId(), message(other.digits(), "buonasera"))));

        town.inTown(() -> erasures.erase(rosa.id(), "richiesta"));

        assertThat(known.kept(alone)).isEmpty();
        assertThat(known.kept(quoting)).isEmpty();
        assertThat(known.kept(strange)).isEmpty();
        assertThat(known.kept(others)).contains("buonasera");
        assertThat(known.kept(mixed)).contains("buongiorno", "altrove").doesNotContain("ciao");
    }

    @Test
    void whileABodyOfHersWaitsThePersonStays() {
        var rosa = known.in(town);
        var waiting = known.posted(body(entry(town.municipality().requireWhatsapp().phoneNumberId(), message(rosa.phone().digits(), "ciao"))));
        db.sql("update webhook_call set handled_at = null, lease_until = now() + interval '1 hour' where id = ?").param(waiting).update();
        assertThatThrownBy(() -> town.inTown(() -> erasures.erase(rosa.id(), "richiesta"))).isInstanceOf(PersonalRecords.NotYet.class);
        assertThat(town.inTown(() -> citizens.person(rosa.id()))).isPresent();
        db.sql("delete from webhook_call where id = ?").param(waiting).update();
    }

    @Test
    @DisplayName("SF-14: a person's data come in one archive, for reading and for programs, with her files")
    void thePersonsDataComeInOneArchive() throws IOException {
        var rosa = known.in(town);
        var out = new ByteArrayOutputStream();
        town.inTown(() -> {
            try {
                dossiers.pack(dossiers.of(rosa.id()).orElseThrow(), out);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        var files = unpack(out.toByteArray());
        assertThat(files.keySet()).contains("dati.html", "dati.pdf", "dati.json").anyMatch(it -> it.startsWith("file/" + rosa.file()));
        assertThat(text(files, "dati.html")).contains(rosa.phone().e164(), KnownPerson.WORDS, KnownPerson.PROFILE_NAME, "attiva comune amico", "Strada chiusa")
            .as("her welcome, without the link that stands for her").contains("Benvenuto!", "/preferenze/…").doesNotContainPattern("/preferenze/\\w");
        var json = JsonMapper.builder().build().readTree(files.get("dati.json"));
        assertThat(json.path("Messaggi scritti dalla persona").size()).isEqualTo(3);
        assertThat(json.path("Prove del consenso").get(0).path("testo ricevuto").asString()).isEqualTo("attiva comune amico");
        var written = json.path("Prove del consenso").get(0).path("scritto").asString();
        assertThat(written).as("for programs").matches("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z");
        assertThat(text(files, "dati.html")).as("for people, by the town's clock").contains(Dossier.shown(written, town.municipality().zone())).doesNotContain("+00<", ">delivered<")
            .containsPattern("(lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica) \\d+ \\p{L}+ \\d{4}, \\d+:\\d{2}<");
        try (var pdf = Loader.loadPDF(files.get("dati.pdf"))) {
            assertThat(pdf.getDocumentCatalog().getMarkInfo().isMarked()).isTrue();
            assertThat(pdf.getDocumentCatalog().getLanguage()).isEqualTo("it");
            assertThat(new PDFTextStripper().getText(pdf)).contains("via Pascoli");
        }
    }

    @Test
    void anAdministratorDoesTheSameByHand(@TempDir Path directory) throws IOException {
        var rosa = known.in(town);
        var zip = directory.resolve("rosa.zip");
        run(command, "export", town.slug(), rosa.phone().e164(), zip.toString());
        assertThat(unpack(Files.readAllBytes(zip))).containsKey("dati.json");
        assertThat(run(command, "erase", town.slug(), rosa.phone().e164(), "richiesta")).startsWith("Erased.").doesNotContain(rosa.phone().digits());
        assertThat(town.inTown(() -> citizens.find(rosa.phone()))).isEmpty();
    }

    private static String run(AdminCommand command, String... arguments) {
        var out = new ByteArrayOutputStream();
        command.run(List.of(arguments), new PrintStream(out, true, StandardCharsets.UTF_8));
        return out.toString(StandardCharsets.UTF_8);
    }

    /** Whatever gives the person away, as PostgreSQL writes it. */
    private List<String> traces(Known person) {
        var sealed = town.inTransaction(() -> db.sql("select phone_lookup, phone_sealed from citizen where id = ?").param(person.id().value())
            .query((row, _) -> List.of(HexFormat.of().formatHex(row.getBytes(1)), HexFormat.of().formatHex(row.getBytes(2)))).single());
        return List.of(person.phone().digits(), person.phone().inWhatsAppIds(), person.userId(), sealed.getFirst(), sealed.getLast(),
            person.id().toString(), person.file().toString());
    }

    /** Tables with a trace; the log of who did what, which has nothing but ids, apart. */
    private TreeSet<String> foundIn(Town where, List<String> traces) {
        var tables = db.sql("""
            select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition
               and relname not in ('flyway_schema_history', 'audit')""").query(String.class).list();
        return tables.stream().filter(it -> rows(where, it).stream().anyMatch(row -> traces.stream().anyMatch(row::contains)))
            .collect(Collectors.toCollection(TreeSet::new));
    }

    private List<String> rows(Town where, String table) {
        return where.inTransaction(() -> db.sql("select t::text from %s t".formatted(table)).query(String.class).list());
    }

    private static String body(String entries) {
        return "{\"object\":\"whatsapp_business_account\",\"entry\":[" + entries + "]}";
    }

    private static String entry(String number, String messages) {
        return "{\"id\":\"1\",\"changes\":[{\"field\":\"messages\",\"value\":{\"metadata\":{\"phone_number_id\":\"" + number + "\"},\"messages\":["
            + messages + "]}}]}";
    }

    private static String message(String from, String text) {
        return "{\"from\":\"" + from + "\",\"text\":{\"body\":\"" + text + "\"}}";
    }

    private static Map<String, byte[]> unpack(byte[] zip) throws IOException {
        var files = new HashMap<String, byte[]>();
        try (var in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                files.put(entry.getName(), in.readAllBytes());
            }
        }
        return files;
    }

    private static String text(Map<String, byte[]> files, String name) {
        return new String(files.get(name), StandardCharsets.UTF_8);
    }
}
