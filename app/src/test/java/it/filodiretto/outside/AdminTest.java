// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.outside;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/admin} as an administrator runs it. */
@Tag("waiting")
@NullMarked
class AdminTest {

    @TempDir Path directory;

    @Test
    void whoAsksWhatThereIsGetsAllCommandsAndNothingIsMade() throws Exception {
        var data = directory.resolve("data");
        var builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), Program.OPTIONS,
            "-cp", Program.CLASS_PATH, "it.filodiretto.Filodiretto", "admin").redirectErrorStream(true);
        builder.environment().put("FILODIRETTO_DATA_DIR", data.toString());
        var process = builder.start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isEqualTo(64);
        assertThat(said).contains("  api-key create SLUG ROLE", "  backup DIRECTORY", "  keys reseal", "  operator add SLUG EMAIL", "  person erase SLUG NUMBER",
            "  restore DIRECTORY", "  webhook-replay all");
        assertThat(data).as("neither a database nor keys").doesNotExist();
    }
}
