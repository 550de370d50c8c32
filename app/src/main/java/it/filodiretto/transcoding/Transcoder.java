// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.transcoding;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;

/**
 * Has a program of the system make another form of a file: one at a time, in a directory that only we may enter and that is gone
 * afterwards, for a minute and a half at most. Only for what the town hall itself sends: what strangers send is opened by no such
 * program.
 */
@Component
public class Transcoder {

    private static final Logger log = LoggerFactory.getLogger(Transcoder.class);
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int LINE = 300;

    private final TranscodingSettings programs;
    private final Path place;
    private final Semaphore one = new Semaphore(1, true);

    /** @param data what a crash has left below it, unsealed, is gone at the next start */
    Transcoder(TranscodingSettings programs, @Value("${filodiretto.data-dir}") Path data) throws IOException {
        this.programs = programs;
        this.place = data.resolve("transcoding").toAbsolutePath();   // the programs work elsewhere
        FileSystemUtils.deleteRecursively(place);
    }

    /** The bytes, when their turn has come. */
    public interface Source {
        InputStream open() throws IOException;
    }

    /** What is done with it while it is there. */
    public interface Use<T> {
        T of(Path made) throws IOException;
    }

    /** Empty: the program is not installed, has too much to do, or made nothing of it. @throws IOException if a disk fails */
    public <T> Optional<T> make(Source source, Form form, Use<T> use) throws IOException {
        if (!isInstalled(form.command(programs, place, place).getFirst()) || !isMyTurn()) {
            return Optional.empty();
        }
        try {
            return makeAlone(source, form, use);
        } finally {
            one.release();
        }
    }

    private boolean isMyTurn() {
        try {
            return one.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private <T> Optional<T> makeAlone(Source source, Form form, Use<T> use) throws IOException {
        var directory = Files.createTempDirectory(Files.createDirectories(place), "");   // drwx------
        try {
            var from = directory.resolve("from");
            var to = directory.resolve("to." + form.ending());
            try (var bytes = source.open()) {
                Files.copy(bytes, from);
            }
            return run(directory, form.command(programs, from, to)) && Files.isRegularFile(to) && Files.size(to) > 0 ? Optional.of(use.of(to)) : Optional.empty();
        } finally {
            FileSystemUtils.deleteRecursively(directory);
        }
    }

    private static boolean isInstalled(String program) {
        return !program.isBlank() && (program.contains("/") ? Files.isExecutable(Path.of(program))
            : Arrays.stream(path().split(File.pathSeparator)).anyMatch(it -> Files.isExecutable(Path.of(it, program))));
    }

    private static String path() {
        return Optional.ofNullable(System.getenv("PATH")).filter(it -> !it.isBlank()).orElse("/usr/bin:/bin");
    }

    private static String beginning(Path said) throws IOException {
        try (var bytes = Files.newInputStream(said)) {
            return new String(bytes.readNBytes(LINE), StandardCharsets.UTF_8).strip();
        }
    }

    private static boolean run(Path directory, List<String> command) throws IOException {
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
            log.atInfo().addKeyValue("program", command.getFirst()).addKeyValue("said", beginning(said)).log("A file could not be brought into another form");
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            process.destroyForcibly();
        }
    }
}
