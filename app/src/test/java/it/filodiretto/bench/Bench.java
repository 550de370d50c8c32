// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs the benchmarks named on the command line, or all but the longest. */
public final class Bench {

    /** One benchmark: prints its line, and says whether it is as good as owed. */
    interface Measured {

        boolean run() throws Exception;
    }

    /** Ten minutes and more: only when it is asked for. */
    private static final String LONGEST = "million";

    private Bench() {}

    public static void main(String[] names) throws Exception {
        Map<String, Measured> all = new LinkedHashMap<>();
        all.put("webhook", new WebhookBench());
        all.put("inbound", new InboundBench());
        all.put("broadcast", new BroadcastBench());
        all.put("pace", new PaceBench());
        all.put("civil-protection", new CivilProtectionBench());
        all.put("citizens-pages", new CitizensPagesBench());
        all.put("inbox", new InboxBench());
        all.put("chat", new ChatBench());
        all.put("pre-flight", new PreflightBench());
        all.put("serve", new ServeBench());
        all.put(LONGEST, new MillionBench());
        boolean good = true;
        for (var name : names.length == 0 ? all.keySet().stream().filter(it -> !it.equals(LONGEST)).toList() : List.of(names)) {
            var bench = all.get(name);
            if (bench == null) {
                System.err.println("No benchmark is called " + name + ". There are: " + String.join(", ", all.keySet()));
                System.exit(64);
                return;
            }
            good &= bench.run();
        }
        System.exit(good ? 0 : 1);
    }

    /** One line: what, the ratio with the figures behind it, what is owed. */
    static boolean line(String what, String measured, String owed, boolean good) {
        System.out.printf("%-34s %s   owed: %s   %s%n", what, measured, owed, good ? "ok" : "NOT YET");
        return good;
    }
}
