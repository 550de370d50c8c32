// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import it.filodiretto.MigratedDatabase;
import it.filodiretto.database.Roles;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Keys and data belong together: what does not fit does not start. */
@NullMarked
class KeysetTest {

    @TempDir Path data;

    private final MigratedDatabase database = MigratedDatabase.make();
    private final JdbcClient db = JdbcClient.create(database.source(Roles.APPLICATION));
    private final JdbcClient owner = JdbcClient.create(database.source(Roles.OWNER));

    @BeforeEach
    void somethingSealed() {
        owner.sql("create table drawer (id int primary key, sealed bytea)").update();
    }

    @Test
    void theFirstStartMakesKeysThatTheirOwnerAloneCanRead() throws Exception {
        var sealed = start("").sealText("Buongiorno", "test");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("keyset.json")))).isEqualTo("rw-------");
        assertThat(start("").openText(sealed, "test")).isEqualTo("Buongiorno");
        assertThat(start(data.resolve("keyset.json").toString()).openText(sealed, "test")).isEqualTo("Buongiorno");
    }

    @Test
    void ofProcessesThatBeginAtOnceTheFirstMakesTheKeysForAll() throws Exception {
        var file = new KeysetFile(data.resolve("shared.json"));
        file.make();
        var keys = Files.readAllBytes(file.path());
        file.make();
        assertThat(Files.readAllBytes(file.path())).isEqualTo(keys);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path()))).isEqualTo("rw-------");
        assertThat(data).isDirectoryNotContaining("glob:**.new");
    }

    @Test
    void withoutKeysNothingStartsOnceThereIsData() throws Exception {
        start("");
        Files.move(data.resolve("keyset.json"), data.resolve("elsewhere.json"));
        assertThatThrownBy(() -> start("")).isInstanceOf(KeysetRefused.class).hasMessageContaining("keyset.json").hasMessageContaining("FILODIRETTO_KEYSET");
        assertThat(data.resolve("keyset.json")).doesNotExist();
        start(data.resolve("elsewhere.json").toString());
    }

    @Test
    void otherKeysAreRefused() {
        start("");
        new KeysetFile(data.resolve("other.json")).make();
        assertThatThrownBy(() -> start(data.resolve("other.json").toString())).isInstanceOf(KeysetRefused.class)
            .hasMessageContaining("other.json is not the one");
    }

    @Test
    void halfOfTheKeysAreRefused() throws Exception {
        start("");
        new KeysetFile(data.resolve("other.json")).make();
        var right = Files.readAllLines(data.resolve("keyset.json"));
        var other = Files.readAllLines(data.resolve("other.json"));
        Files.write(data.resolve("mixed.json"), List.of(other.getFirst(), right.getLast()));
        assertThatThrownBy(() -> start(data.resolve("mixed.json").toString())).isInstanceOf(KeysetRefused.class);
        Files.write(data.resolve("mixed.json"), right.subList(0, 1));
        assertThatThrownBy(() -> start(data.resolve("mixed.json").toString())).isInstanceOf(KeysetRefused.class).hasMessageContaining("is no keyset");
    }

    /** As an administrator does it: bin/admin keys add, a start, keys use, a start, keys reseal. */
    @Test
    void aNewSealingKeyOpensWhatTheOldOneSealedAndNumbersAreStillFound() throws Exception {
        var before = start("");
        var old = before.sealText("Buongiorno", "test");
        var found = before.lookup("town", "+393661234567");
        assertThat(command("add")).contains("keys use");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("keyset.json")))).isEqualTo("rw-------");
        assertThatThrownBy(() -> command("add")).isInstanceOf(KeysetRefused.class).hasMessageContaining("not in use yet");
        var between = start("");
        assertThat(before.openText(between.sealText("Ciao", "test"), "test")).as("a process that was not started again opens it").isEqualTo("Ciao");
        assertThat(command("show")).contains("2 sealing keys; the newest is not in use yet.");
        command("use");
        var after = start("");
        assertThat(after.openText(old, "test")).isEqualTo("Buongiorno");
        var young = after.sealText("Buonasera", "test");
        assertThat(between.openText(young, "test")).as("a process that knows the new key but seals with the old one").isEqualTo("Buonasera");
        assertThatThrownBy(() -> before.openText(young, "test")).as("sealed with the new one").isInstanceOf(IllegalStateException.class);
        assertThat(after.lookup("town", "+393661234567")).isEqualTo(found);
        assertThatThrownBy(() -> command("forget")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatOlderKeysHaveSealedIsSealedAnewOnceAndWhatDoesNotOpenIsLeft() throws Exception {
        var before = start("");
        owner.sql("insert into drawer select * from unnest(?::int[], ?::bytea[])").param(IntStream.range(0, 1_200).toArray())
            .param(before.sealTexts(IntStream.range(0, 1_200).mapToObj(it -> "Numero " + it).toList(), "drawer")).update();
        owner.sql("insert into drawer values (5000, 'strange'::bytea), (5001, null)").update();
        command("add");
        command("use");
        assertThat(command("show")).contains("2 sealing keys.", "keyset_mark.sample: 1 sealed", "drawer.sealed: 1201 sealed with an older key");
        assertThat(command("reseal")).contains("keyset_mark.sample: 1 sealed anew\n", "drawer.sealed: 1200 sealed anew, 1 do not open");
        assertThat(command("reseal")).as("once").contains("drawer.sealed: 0 sealed anew, 1 do not open");
        var after = start("");
        for (int i : new int[] {0, 6, 499, 500, 501, 1_199}) {
            var sealed = owner.sql("select sealed from drawer where id = ?").param(i).query(byte[].class).single();
            assertThat(after.openText(sealed, "drawer")).isEqualTo("Numero " + i);
            assertThatThrownBy(() -> before.openText(sealed, "drawer")).isInstanceOf(IllegalStateException.class);
        }
    }

    private String command(String what) {
        var out = new ByteArrayOutputStream();
        var beans = new StaticListableBeanFactory(Map.of("vault", start(""),
            "flyway", Flyway.configure().dataSource(database.source(Roles.OWNER)).load(),
            "drawer", (SealedColumns) () -> List.of(new SealedColumn("drawer", "sealed", "drawer"))));
        new KeysCommand("", data, beans.getBeanProvider(Vault.class), beans.getBeanProvider(Flyway.class), beans.getBeanProvider(SealedColumns.class))
            .run(List.of(what), new PrintStream(out, true, StandardCharsets.UTF_8));
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void whatIsNoKeysetIsRefused() throws Exception {
        Files.writeString(data.resolve("keyset.json"), "{}\n{}\n");
        assertThatThrownBy(() -> start("")).isInstanceOf(KeysetRefused.class).hasMessageContaining("is no keyset");
    }

    private Vault start(String keyset) {
        return new VaultConfiguration().vault(keyset, data, db);
    }
}
