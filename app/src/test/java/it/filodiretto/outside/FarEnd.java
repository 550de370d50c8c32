// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.outside;

import static org.assertj.core.api.Assertions.assertThat;

import it.filodiretto.simulator.AcceptedMessage;
import it.filodiretto.simulator.Simulator;
import it.filodiretto.simulator.SimulatorSettings;
import java.net.URI;
import java.util.ArrayList;
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
    /** In milliseconds: longer than any between two messages at the pace, shorter than until another takes over. */
    private static final long PAUSE = 400;

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

    /**
     * Never more than the pace, whoever sends: two at once would fill five seconds with more than a twentieth above it. In one second a quarter more
     * may arrive on a busy machine; alone, {@code bin/bench pace} allows 84 for 80. And on at the pace after each pause, however it came about.
     *
     * @param stretches so many at least are of a hundred messages or more, with a pause between them
     */
    void hasKeptThePace(int perSecond, int stretches) {
        var times = simulator.accepted().stream().mapToLong(it -> it.at().toEpochMilli()).sorted().toArray();
        assertThat(fullest(times, 5_000)).as("the fullest five seconds").isLessThanOrEqualTo(5 * perSecond * 21 / 20);
        assertThat(fullest(times, 1_000)).as("the fullest second").isLessThanOrEqualTo(perSecond * 5 / 4);
        assertThat(paces(times)).as("messages a second, stretch by stretch").hasSizeGreaterThanOrEqualTo(stretches).allMatch(it -> it > 0.7 * perSecond);
    }

    private static int fullest(long[] times, long milliseconds) {
        int most = 0;
        for (int from = 0, to = 0; to < times.length; to++) {
            while (times[to] - times[from] >= milliseconds) {
                from++;
            }
            most = Math.max(most, to - from + 1);
        }
        return most;
    }

    private static List<Double> paces(long[] times) {
        var paces = new ArrayList<Double>();
        for (int from = 0, at = 1; at <= times.length; at++) {
            if (at == times.length || times[at] - times[at - 1] > PAUSE) {
                if (at - from >= 100) {
                    paces.add((at - 1 - from) * 1e3 / (times[at - 1] - times[from]));
                }
                from = at;
            }
        }
        return paces;
    }

    @Override
    public void close() {
        simulator.close();
    }
}
