// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import it.filodiretto.Town;
import it.filodiretto.TownTest;
import it.filodiretto.shared.Ids;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The register: chained by the database, changed by nobody, verified from the file alone. */
@TownTest
@NullMarked
class RegisterTest {

    private static final UUID NOTICE = Ids.next();
    private static final Path SCRIPT = Path.of("../bin/verify-register");

    @Autowired Town town;
    @Autowired Town other;
    @Autowired RegisterEntries register;
    @Autowired JdbcClient db;
    @TempDir Path folder;

    @Test
    void eachEntryCarriesTheHashOfTheOneBeforeAndTheFileVerifies() {
        write(town, 3);
        write(other, 1);
        var entries = town.inTown(() -> register.of(NOTICE));
        assertThat(entries).extracting(RegisterEntry::number).containsExactly(1L, 2L, 3L);
        assertThat(entries.getFirst().previous()).isEqualTo("0".repeat(64));
        assertThat(entries.get(2).previous()).isEqualTo(entries.get(1).hash());
        assertThat(verdict(file(town))).isEqualTo("Unbroken: 3 entries of " + town.slug() + ", the last is number 3 with the hash " + entries.get(2).hash());
        assertThat(verdict(file(other))).startsWith("Unbroken: 1 entries");
    }

    @Test
    void evidenceOfOneSubjectVerifiesWithoutTheContentsOfOthers() {
        write(town, 1);
        town.inTown(() -> register.add(Ids.next(), "started", Map.of("title", "Di un altro avviso")));
        write(town, 1);
        var evidence = town.inTown(() -> register.file(NOTICE));
        assertThat(evidence).doesNotContain("Di un altro avviso").contains("content_hash");
        assertThat(verdict(evidence)).startsWith("Unbroken: 3 entries");
        assertThat(verdict(evidence.replace("\"number\" : 2,", "\"number\" : 4,"))).startsWith("BROKEN at entry 4");
    }

    @Test
    void theDatabaseRefusesToChangeOrDeleteAnEntry() {
        write(town, 1);
        assertThatThrownBy(() -> town.inTransaction(() -> db.sql("update register_entry set content = '{}'").update())).isInstanceOf(DataAccessException.class)
            .hasStackTraceContaining("permission denied");
        assertThatThrownBy(() -> town.inTransaction(() -> db.sql("delete from register_entry").update())).isInstanceOf(DataAccessException.class)
            .hasStackTraceContaining("permission denied");
    }

    @Test
    void whoeverWritesCannotForgeALink() {
        write(town, 1);
        town.inTransaction(() -> db.sql("""
                insert into register_entry (number, subject_id, kind, content, previous, hash)
                values (77, ?, 'forged', '{"at":"2026-11-22T10:00:00Z","town":"' || ? || '"}', 'x', 'y')""")
            .param(NOTICE).param(town.slug()).update());
        assertThat(verdict(file(town))).startsWith("Unbroken: 2 entries");
    }

    @Test
    void manyWhoWriteAtOnceMakeOneChain() {
        write(town, 1);
        IntStream.range(0, 24).parallel().forEach(_ -> write(town, 1));
        assertThat(verdict(file(town))).startsWith("Unbroken: 25 entries");
    }

    @Test
    void oneChangedByteIsSeenAndNamed() {
        write(town, 3);
        var file = file(town);
        var second = file.replace("Parole 2", "Parole 7");
        assertThat(second).isNotEqualTo(file);
        assertThat(verdict(second)).isEqualTo("BROKEN at entry 2: its content, number or hash is not what was written.");
        for (int i = file.indexOf("\"entries\""); i < file.length(); i++) {
            if (file.charAt(i) > ' ') {
                assertThat(verdict(file.substring(0, i) + (char) (file.charAt(i) ^ 1) + file.substring(i + 1))).as("byte " + i).isNotNull().doesNotStartWith("Unbroken: 3");
            }
        }
    }

    @Test
    void whoComputesAnEntrysHashAgainIsSeenAtTheNext() {
        write(town, 3);
        var entries = town.inTown(() -> register.of(NOTICE));
        var forged = new java.util.TreeMap<>(entries.get(1).content());
        forged.put("title", "Altre parole");
        var hash = RegisterChain.link(2, entries.getFirst().hash(), RegisterChain.contentHash(forged));
        var file = file(town).replace("Parole 2", "Altre parole");
        var last = file.lastIndexOf(entries.get(1).hash());
        var changed = file.substring(0, last).replace(entries.get(1).hash(), hash) + file.substring(last);
        assertThat(verdict(changed)).isEqualTo("BROKEN at entry 3: the hash it names is not that of the entry before.");
    }

    @Test
    void whatIsMissingIsNamed() {
        write(town, 3);
        var file = RegisterChain.read(file(town));
        var entries = (List<?>) java.util.Objects.requireNonNull(file.get("entries"));
        file.put("entries", List.of(entries.get(0), entries.get(2)));
        assertThat(verdict(RegisterChain.canonical(file))).isEqualTo("BROKEN at entry 3: it follows number 1: entries are missing or out of order.");
    }

    @Test
    @DisplayName("bin/verify-register needs a Java and the file alone: 0 unbroken, 1 broken, 2 no register")
    void theScriptVerifiesWithNothingButTheFile() throws Exception {
        write(town, 3);
        var file = Files.writeString(folder.resolve("registro.json"), file(town));
        assertThat(script(file)).isEqualTo("0 " + verdict(file(town)));
        Files.writeString(file, file(town).replace("Parole 2", "Parole 7"));
        assertThat(script(file)).isEqualTo("1 BROKEN at entry 2: its content, number or hash is not what was written.");
        Files.writeString(file, "{\"format\":\"un altro\"}");
        assertThat(script(file)).startsWith("2 ").contains("cannot be read as a register");
        assertThat(Files.readString(SCRIPT)).as("nothing is built").doesNotContain("\nbuild", "jar");
    }

    @Test
    void whatIsNoJsonIsNoRegister() {
        for (var wrong : List.of("", "[]", "{}", "{\"a\":1,\"a\":2}", "{\"a\":01}", "{\"a\":\"\u0001\"}", "[".repeat(100_000), "{\"a\":tru}", "{} x", "{\"a\" 1}", "{\"a\":\"\\x\"}")) {
            assertThat(verdict(wrong)).as(wrong.substring(0, Math.min(20, wrong.length()))).isEqualTo("Unreadable");
        }
    }

    /** Exit code and first line of what it says. */
    private static String script(Path file) throws Exception {
        var process = new ProcessBuilder("bash", SCRIPT.toString(), file.toString()).redirectErrorStream(true).start();
        var words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        return process.waitFor() + " " + words;
    }

    private void write(Town where, int entries) {
        where.inTown(() -> IntStream.rangeClosed(1, entries).forEach(it -> register.add(NOTICE, "started",
            Map.of("title", "Parole " + it, "link", "https://è.example/à?\"\\", "count", it, "drill", false, "list", List.of(Map.of("b", 1, "a", "\u20ac\n"))))));
    }

    private String file(Town where) {
        return where.inTown(() -> register.file());
    }

    /** Null: it was read by nobody. */
    private static @Nullable String verdict(String file) {
        try {
            return RegisterVerifier.verify(file).words();
        } catch (IllegalArgumentException e) {
            return "Unreadable";
        }
    }
}
