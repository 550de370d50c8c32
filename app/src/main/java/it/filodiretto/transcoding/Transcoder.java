// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.transcoding;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Has a program of the system make another form of a file: one at a time, in a directory that only we may enter and that is gone
 * afterwards, without a network, for a minute and a half at most. Only for what the town hall itself sends: what strangers send is
 * opened by no such program.
 */
@Component
public class Transcoder {

    private static final Logger log = LoggerFactory.getLogger(Transcoder.class);
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int LINE = 300;

    private final TranscodingSettings programs;
    private final Semaphore one = new Semaphore(1, true);

    Transcoder(TranscodingSettings programs) {
        this.programs = programs;
    }

    /** What is done with it while it is there. */
    public interface Use<T> {
        T of(Path made) throws IOException;
    }

    /** Empty: the program is not installed, or made nothing of it. The caller closes the bytes. @throws IOException if a disk fails */
    public <T> Optional<T> make(InputStream bytes, Form form, Use<T> use) throws IOException {
        one.acquireUninterruptibly();
        try {
            return makeAlone(bytes, form, use);
        } finally {
            one.release();
        }
    }

    private <T> Optional<T> makeAlone(InputStream bytes, Form form, Use<T> use) throws IOException {
        var directory = Files.createTempDirectory("filodiretto-");   // drwx------
        try {
            var from = directory.resolve("from");
            var to = directory.resolve("to." + form.ending());
            var command = form.command(programs, from, to);
            if (!isInstalled(command.getFirst())) {
                return Optional.empty();
            }
            Files.copy(bytes, from);
            return run(directory, command) && Files.isRegularFile(to) && Files.size(to) > 0 ? Optional.of(use.of(to)) : Optional.empty();
        } finally {
            try (var left = Files.list(directory)) {
                for (var file : left.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(directory);
        }
    }

    private static boolean isInstalled(String program) {
        return !program.isBlank() && (program.contains("/") ? Files.isExecutable(Path.of(program))
            : Arrays.stream(path().split(File.pathSeparator)).anyMatch(it -> Files.isExecutable(Path.of(it, program))));
    }

    private static String path() {
        return Optional.ofNullable(System.getenv("PATH")).filter(it -> !it.isBlank()).orElse("/usr/bin:/bin");
    }

    private static boolean run(Path directory, java.util.List<String> command) throws IOException {
        var said = directory.resolve("said");
        var builder = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).redirectOutput(said.toFile());
        builder.environment().clear();   // no secrets of ours
        builder.environment().putAll(Map.of("PATH", path(), "HOME", directory.toString(), "TMPDIR", directory.toString(), "LC_ALL", "C.UTF-8"));
        var process = builder.start();
        try {
            process.getOutputStream().close();
            if (process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) && process.exitValue() == 0) {
                return true;
            }
            var words = Files.readString(said);
            log.atInfo().addKeyValue("program", command.getFirst()).addKeyValue("said", words.substring(0, Math.min(LINE, words.length())).strip())
                .log("A file could not be brought into another form");
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            process.destroyForcibly();
        }
    }
}
