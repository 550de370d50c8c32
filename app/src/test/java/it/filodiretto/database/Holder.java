// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.database;

import it.filodiretto.TestPostgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullMarked;

/** A process of its own that holds an embedded PostgreSQL until it is killed. */
@NullMarked
record Holder(Process process) implements AutoCloseable {

    static void main(String[] arguments) throws IOException {
        var postgres = EmbeddedPostgres.start(Path.of(arguments[0]), TestPostgres.binaries());
        Runtime.getRuntime().addShutdownHook(new Thread(postgres::close));
        System.out.println("ready");
        int _ = System.in.read();
    }

    /** Starts it and waits until its server answers. */
    static Holder on(Path home) throws IOException {
        var process = java(List.of(Holder.class.getName(), home.toString())).redirectError(Redirect.INHERIT).start();
        var lines = process.inputReader();
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.equals("ready")) {
                return new Holder(process);
            }
        }
        throw new IOException("The holder ended before it was ready");
    }

    /** Another JVM with this one's class path. */
    static ProcessBuilder java(List<String> arguments) {
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Dtest.postgres=" + System.getProperty("test.postgres", ""), "-cp", System.getProperty("java.class.path")));
        command.addAll(arguments);
        return new ProcessBuilder(command);
    }

    /** As {@code kill -9}. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** As {@code kill}: it may tidy up. */
    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new AssertionError("The holder does not stop");
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
