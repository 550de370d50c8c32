// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.transcoding;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With programs of our own in the place of Debian's: what they may see, and what becomes of what they leave. */
class TranscoderTest {

    @TempDir Path directory;

    @Test
    void whereNoProgramIsInstalledNothingIsMade() throws IOException {
        assertThat(make(new Transcoder(new TranscodingSettings("", ""), directory))).isEmpty();
        assertThat(make(new Transcoder(new TranscodingSettings("no-such-program-anywhere", ""), directory))).isEmpty();
    }

    @Test
    void aProgramThatFailsHasMadeNothing() throws IOException {
        assertThat(make(with("for last; do :; done; cat from > \"$last\"; echo 'moov atom not found'; exit 1"))).isEmpty();
        assertThat(make(with("exit 0"))).as("nor one that says it has").isEmpty();
    }

    @Test
    void itSeesTheFileAloneAndNothingIsLeft() throws IOException {
        var seen = make(with("for last; do :; done; { pwd; ls -A; env; cat from; } > \"$last\"")).orElseThrow();
        var there = Path.of(seen.lines().findFirst().orElseThrow());
        assertThat(seen).contains("il film").contains("HOME=" + there).doesNotContain("FILODIRETTO", "JAVA_HOME");
        assertThat(there).doesNotExist();
    }

    @Test
    void nobodyElseMayEnterWhereItWorks() throws IOException {
        var seen = make(with("for last; do :; done; stat -c %A . > \"$last\"")).orElseThrow();
        assertThat(PosixFilePermissions.fromString(seen.strip().substring(1))).isEqualTo(PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void whatACrashHasLeftIsGoneAtTheNextStart() throws IOException {
        var left = Files.writeString(Files.createDirectories(directory.resolve("transcoding/7")).resolve("from"), "il film");
        new Transcoder(new TranscodingSettings("", ""), directory);
        assertThat(left).doesNotExist();
    }

    private Transcoder with(String script) throws IOException {
        var program = Files.writeString(directory.resolve("ffmpeg"), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        return new Transcoder(new TranscodingSettings(program.toString(), ""), directory);
    }

    private static Optional<String> make(Transcoder transcoder) throws IOException {
        return transcoder.make(() -> new ByteArrayInputStream("il film".getBytes(StandardCharsets.UTF_8)), Form.MP4, Files::readString);
    }
}
