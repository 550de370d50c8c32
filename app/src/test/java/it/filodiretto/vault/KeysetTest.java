// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import it.filodiretto.MigratedDatabase;
import it.filodiretto.database.Roles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Keys and data belong together: what does not fit does not start. */
@NullMarked
class KeysetTest {

    @TempDir Path data;

    private final JdbcClient db = JdbcClient.create(MigratedDatabase.make().source(Roles.APPLICATION));

    @Test
    void theFirstStartMakesKeysThatTheirOwnerAloneCanRead() throws Exception {
        var sealed = start("").sealText("Buongiorno", "test");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("keyset.json")))).isEqualTo("rw-------");
        assertThat(start("").openText(sealed, "test")).isEqualTo("Buongiorno");
        assertThat(start(data.resolve("keyset.json").toString()).openText(sealed, "test")).isEqualTo("Buongiorno");
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

    /** As an administrator does it: a new key in the first line of the file, the old one stays. */
    @Test
    void aNewSealingKeyOpensWhatTheOldOneSealedAndNumbersAreStillFound() throws Exception {
        var before = start("");
        var old = before.sealText("Buongiorno", "test");
        var found = before.lookup("town", "+393661234567");
        var lines = Files.readAllLines(data.resolve("keyset.json"));
        var keys = KeysetHandle.newBuilder(TinkJsonProtoKeysetFormat.parseKeyset(lines.getFirst(), InsecureSecretKeyAccess.get()))
            .addEntry(KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM).withRandomId().makePrimary()).build();
        Files.write(data.resolve("keyset.json"), List.of(TinkJsonProtoKeysetFormat.serializeKeyset(keys, InsecureSecretKeyAccess.get()).replaceAll("\\s*\\R\\s*", ""), lines.getLast()));
        var after = start("");
        assertThat(after.openText(old, "test")).isEqualTo("Buongiorno");
        var young = after.sealText("Buonasera", "test");
        assertThat(after.openText(young, "test")).isEqualTo("Buonasera");
        assertThatThrownBy(() -> before.openText(young, "test")).as("sealed with the new one").isInstanceOf(IllegalStateException.class);
        assertThat(after.lookup("town", "+393661234567")).isEqualTo(found);
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
