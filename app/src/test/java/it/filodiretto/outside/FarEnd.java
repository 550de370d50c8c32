// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.outside;

import static org.assertj.core.api.Assertions.assertThat;

import it.filodiretto.simulator.AcceptedMessage;
import it.filodiretto.simulator.Simulator;
import it.filodiretto.simulator.SimulatorSettings;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The simulator with Bientina's number, and what the product needs to know of it. */
final class FarEnd implements AutoCloseable {

    static final String NUMBER = "390587000001";
    private static final String SECRET = "app-secret-of-tests";
    private static final String VERIFY = "verify-token-of-tests";
    private static final String TOKEN = "token-of-tests";

    final Simulator simulator;

    FarEnd(URI... webhooks) {
        simulator = Simulator.start(SimulatorSettings.forTests().secrets(SECRET, VERIFY, TOKEN).webhook(webhooks));
        simulator.addAccount(NUMBER, "390587000100", "+39 366 5775490", "Comune di Bientina");
    }

    Map<String, String> environment(Map<String, String> more) {
        var environment = new HashMap<>(Map.of(
            "FILODIRETTO_META_GRAPH_URL", simulator.url().toString(), "FILODIRETTO_META_APP_SECRET", SECRET,
            "FILODIRETTO_META_VERIFY_TOKEN", VERIFY, "FILODIRETTO_META_TOKEN", TOKEN,
            // Much longer than the lease of a stored webhook body: a report may lie there, taken but not yet handled.
            "FILODIRETTO_SENDING_REST", "PT2S", "FILODIRETTO_WHATSAPP_LEASE", "3s", "FILODIRETTO_SENDING_UNCERTAIN_WAIT", "PT15S", "FILODIRETTO_WHATSAPP_ANSWER_WITHIN", "3s"));
        environment.putAll(more);
        return environment;
    }

    static List<String> phones(int count) {
        return IntStream.range(0, count).mapToObj(it -> "+39349%07d".formatted(it)).toList();
    }

    /** Nobody missed, nobody twice: what the far end accepted, compared with whom the notice was for. */
    void hasAcceptedOnceFor(List<String> phones) {
        Map<String, Integer> times = new HashMap<>();
        for (AcceptedMessage message : simulator.accepted()) {
            times.merge("+" + message.to(), 1, Integer::sum);
        }
        assertThat(times.entrySet().stream().filter(it -> it.getValue() > 1).toList()).as("written to twice").isEmpty();
        assertThat(phones.stream().filter(it -> !times.containsKey(it)).toList()).as("never written to").isEmpty();
    }

    @Override
    public void close() {
        simulator.close();
    }
}
