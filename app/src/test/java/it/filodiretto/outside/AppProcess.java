// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.outside;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The application as a process of its own, configured by environment like in production, to be killed and frozen. */
public final class AppProcess implements AutoCloseable {

    public static final String API_KEY = "a-key-for-automation-of-tests";

    private final Map<String, String> environment;
    private final Path log;
    private final int port;
    private @Nullable Process process;

    /** @param environment settings as `bin/serve` takes them; port and API key are added */
    public AppProcess(int port, Path log, Map<String, String> environment) {
        this.port = port;
        this.log = log;
        this.environment = environment;
    }

    /** Below those that the system gives to whoever asks for any: nobody takes it while the process is down. */
    public static int freePort() {
        return IntStream.generate(() -> ThreadLocalRandom.current().nextInt(15_000, 30_000)).filter(AppProcess::isFree).findFirst().orElseThrow();
    }

    private static boolean isFree(int port) {
        try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    public long pid() {
        return running().pid();
    }

    public URI webhook() {
        return url().resolve("/webhooks/whatsapp");
    }

    public Api api(String slug) {
        return new Api(url(), slug, API_KEY);
    }

    /** Starts it, and waits until it is ready. */
    public AppProcess start() {
        launch();
        awaitReady(Duration.ofMinutes(4));
        return this;
    }

    public void launch() {
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=" + System.getProperty("app.tier", "1"), "-Xmx" + System.getProperty("app.heap", "512m"), Program.OPTIONS));
        command.addAll(List.of("-cp", Program.CLASS_PATH, "it.filodiretto.Filodiretto"));
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        builder.environment().put("SERVER_PORT", Integer.toString(port));
        builder.environment().put("FILODIRETTO_API_KEY", API_KEY);
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void awaitReady(Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        while (!Api.answers(url().resolve("/readyz"))) {
            if (!running().isAlive()) {
                throw new IllegalStateException("The application ended while starting:\n" + tail());
            }
            if (System.nanoTime() - end > 0) {
                throw new IllegalStateException("The application is not ready after " + patience + ":\n" + tail());
            }
            Thread.onSpinWait();
            sleep(50);
        }
    }

    /** SIGKILL: no chance to tidy up. */
    public void kill() {
        running().destroyForcibly();
        join();
    }

    /** SIGKILL to the whole server of a data directory: the postmaster and its children. */
    public static void killPostgres(Path data) {
        var cluster = data.resolve("postgres/cluster").toString();
        ProcessHandle.allProcesses().filter(it -> it.info().commandLine().orElse("").contains(cluster)).forEach(postmaster -> {
            var children = postmaster.children().toList();
            postmaster.destroyForcibly();
            children.forEach(ProcessHandle::destroyForcibly);
        });
    }

    public void freeze() {
        signal("STOP");
    }

    public void thaw() {
        signal("CONT");
    }

    /** SIGTERM, as a service manager stops it. */
    @Override
    public void close() {
        if (process != null && process.isAlive()) {
            signal("CONT");
            process.destroy();
            join();
        }
    }

    public String tail() {
        try {
            var lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(running().pid())).inheritIO().start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Process running() {
        if (process == null) {
            throw new IllegalStateException("Not started");
        }
        return process;
    }

    private void join() {
        try {
            running().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static void sleep(int milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
