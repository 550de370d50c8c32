// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The simulator as a program of its own. */
public final class SimulatorMain {

    private static final String USAGE = """
            Usage: bin/simulator [--port 9090] [--webhook http://127.0.0.1:8080/webhooks/whatsapp]… [--accounts FILE]
                                 [--data FILE] [--unlimited]
              --webhook    where webhooks go; given twice, the next is tried when a connection is refused
              --accounts   JSON file of accounts and their telephones; without it the five of the demonstration
              --data       file in which telephones, messages and templates outlive a restart
              --unlimited  statuses at once and no limits of rate, for measurements
            Environment: FILODIRETTO_META_APP_SECRET, FILODIRETTO_META_VERIFY_TOKEN, FILODIRETTO_META_TOKEN""";

    private SimulatorMain() {}

    public static void main(String[] arguments) throws IOException {
        try {
            start(new Arguments(arguments));
        } catch (IllegalArgumentException wrong) {
            System.err.println(wrong.getMessage() + "\n" + USAGE);
            System.exit(64);
        } catch (IllegalStateException failed) {
            System.err.println(failed.getMessage());
            System.exit(69);
        }
    }

    private static void start(Arguments arguments) throws IOException {
        var usual = Secrets.forTests();
        var simulator = Simulator.start(
                SimulatorSettings.forTests().port(arguments.port).webhook(arguments.webhooks.toArray(URI[]::new))
                        .secrets(secret("APP_SECRET", usual.app()), secret("VERIFY_TOKEN", usual.verify()), secret("TOKEN", usual.token()))
                        .rules(arguments.unlimited ? Rules.forTests() : Rules.forPeople())
                        .file(arguments.data),
                accounts(arguments.accounts));
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(simulator::close));
        System.out.println("ready: the simulator's telephones are at " + simulator.url());
    }

    private static String secret(String name, String otherwise) {
        var found = System.getenv("FILODIRETTO_META_" + name);
        return found == null || found.isBlank() ? otherwise : found;
    }

    private static byte[] accounts(@Nullable Path file) throws IOException {
        if (file != null) {
            return Files.readAllBytes(file);
        }
        try (InputStream shipped = SimulatorMain.class.getResourceAsStream("accounts.json")) {
            return Objects.requireNonNull(shipped, "accounts.json is in the jar").readAllBytes();
        }
    }

    /** The command line, read. */
    private static final class Arguments {
        int port = 9090;
        final ArrayList<URI> webhooks = new ArrayList<>();
        @Nullable Path accounts;
        @Nullable Path data;
        boolean unlimited;

        Arguments(String[] given) {
            for (var index = 0; index < given.length; index++) {
                if (given[index].equals("--unlimited")) {
                    unlimited = true;
                } else if (index + 1 < given.length) {
                    read(given[index], given[++index]);
                } else {
                    throw new IllegalArgumentException("Not understood: " + given[index]);
                }
            }
            if (webhooks.isEmpty()) {
                webhooks.add(URI.create("http://127.0.0.1:8080/webhooks/whatsapp"));
            }
        }

        private void read(String name, String value) {
            switch (name) {
                case "--port" -> port = Integer.parseInt(value);
                case "--webhook" -> webhooks.add(URI.create(value));
                case "--accounts" -> accounts = Path.of(value);
                case "--data" -> data = Path.of(value);
                default -> throw new IllegalArgumentException("Not understood: " + name);
            }
        }
    }
}
