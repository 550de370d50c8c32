// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a simulator starts. {@code SimulatorSettings.forTests().webhook(uri)} is enough for most tests.
 *
 * @param port 0 takes a free one
 * @param webhooks where webhooks go; with several the next one is tried when a connection is refused, as a load balancer does
 * @param rules what may change while it runs
 * @param bodiesKept of how many of the latest accepted messages the body is kept, in memory
 * @param file where telephones, messages and templates outlive a restart; null keeps them in memory alone
 */
public record SimulatorSettings(
        int port, List<URI> webhooks, Secrets secrets, Rules rules, int bodiesKept, @Nullable Path file) {

    public SimulatorSettings {
        webhooks = List.copyOf(webhooks);
    }

    /** A free port, known secrets, no webhook, approvals and statuses at once, limits of rate off. */
    public static SimulatorSettings forTests() {
        return new SimulatorSettings(0, List.of(), Secrets.forTests(), Rules.forTests(), 100_000, null);
    }

    public SimulatorSettings port(int newPort) {
        return new SimulatorSettings(newPort, webhooks, secrets, rules, bodiesKept, file);
    }

    public SimulatorSettings webhook(URI... targets) {
        return new SimulatorSettings(port, List.of(targets), secrets, rules, bodiesKept, file);
    }

    public SimulatorSettings secrets(String app, String verify, String token) {
        return new SimulatorSettings(port, webhooks, new Secrets(app, verify, token), rules, bodiesKept, file);
    }

    public SimulatorSettings rules(Rules newRules) {
        return new SimulatorSettings(port, webhooks, secrets, newRules, bodiesKept, file);
    }

    public SimulatorSettings bodiesKept(int count) {
        return new SimulatorSettings(port, webhooks, secrets, rules, count, file);
    }

    public SimulatorSettings file(@Nullable Path newFile) {
        return new SimulatorSettings(port, webhooks, secrets, rules, bodiesKept, newFile);
    }
}
