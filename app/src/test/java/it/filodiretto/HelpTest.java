// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/help} tells of every script, and will not pass over one that does not tell of itself. */
@NullMarked
class HelpTest {

    @TempDir Path copy;

    @Test
    void everyScriptSaysWhatItDoes() throws Exception {
        var help = help(Repository.ROOT);
        assertThat(help.code()).as(help.words()).isZero();
        assertThat(Repository.files("bin")).filteredOn(Files::isExecutable).hasSizeGreaterThan(10)
            .allSatisfy(it -> assertThat(help.words()).contains(Repository.name(it) + " "));
    }

    @Test
    void aScriptWithoutPurposeFails() throws Exception {
        Files.createDirectory(copy.resolve("bin"));
        for (var name : new String[] {"help", ".common"}) {
            Files.copy(Repository.ROOT.resolve("bin").resolve(name), copy.resolve("bin").resolve(name));
        }
        assertThat(help(copy).code()).isZero();
        Files.writeString(copy.resolve("bin/mystery"), "#!/usr/bin/env bash\ntrue\n");
        var help = help(copy);
        assertThat(help.code()).isNotZero();
        assertThat(help.words()).contains("bin/mystery");
    }

    @Test
    void whoAsksWhatAScriptDoesGetsAnAnswerAndNothingIsDone() throws Exception {
        for (var script : Repository.files("bin").stream().filter(Files::isExecutable).toList()) {
            var said = run(script, "--help");
            assertThat(said.words()).as(Repository.name(script)).isEqualTo(Files.readAllLines(script).get(1).replace("# DOC: ", "") + "\n");
            assertThat(said.code()).isZero();
        }
        assertThat(Repository.ROOT.resolve("--help")).doesNotExist();
    }

    private static Help help(Path root) throws IOException, InterruptedException {
        return run(root.resolve("bin/help"));
    }

    private static Help run(Path script, String... arguments) throws IOException, InterruptedException {
        var command = Stream.concat(Stream.of("bash", script.toString()), Stream.of(arguments)).toList();
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Help(process.waitFor(), words);
    }

    private record Help(int code, String words) {}
}
