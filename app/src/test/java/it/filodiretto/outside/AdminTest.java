// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.outside;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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
        var said = asked(64, directory.resolve("data"));
        assertThat(said).contains("Usage: bin/admin COMMAND", "  api-key create SLUG ROLE", "  backup DIRECTORY", "  keys reseal", "  operator add SLUG EMAIL", "  person erase SLUG NUMBER",
            "  restore DIRECTORY", "  webhook-replay all");
        assertThat(directory.resolve("data")).as("neither a database nor keys").doesNotExist();
    }

    @Test
    void theInstalledPackageNamesItsOwnScript() throws Exception {
        var script = Files.readString(Path.of(Program.OPTIONS.substring(1)).resolveSibling("filodiretto"));
        var option = Pattern.compile("-Dfilodiretto[^\"]*").matcher(script).results().map(MatchResult::group).toArray(String[]::new);
        assertThat(asked(64, directory.resolve("data"), option)).contains("Usage: filodiretto admin COMMAND");
    }

    @Test
    void aDataDirectoryThatCannotBeMadeIsToldInASentence() throws Exception {
        var inTheWay = Files.createFile(directory.resolve("file"));
        assertThat(asked(1, inTheWay.resolve("data"), "restore", directory.toString())).contains("cannot be made or written").doesNotContain("Error creating bean", "\tat ");
    }

    private String asked(int code, Path data, String... more) throws Exception {
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), Program.OPTIONS));
        Stream.of(more).filter(it -> it.startsWith("-D")).forEach(command::add);
        command.addAll(List.of("-cp", Program.CLASS_PATH, "it.filodiretto.Filodiretto", "admin"));
        Stream.of(more).filter(it -> !it.startsWith("-D")).forEach(command::add);
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("FILODIRETTO_DATA_DIR", data.toString());
        var process = builder.start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isEqualTo(code);
        return said;
    }
}
