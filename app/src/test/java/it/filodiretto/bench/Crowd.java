// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.bench;

import java.util.List;
import java.util.stream.IntStream;

/** Many subscribers of one topic, of whom a few follow another too. */
record Crowd(String topicOfAll, String topicOfFew) {

    static final int FEW = 10_000;
    static final int MANY = Integer.getInteger("bench.recipients", 1_000_000);
    private static final int AT_ONCE = 50_000;

    static Crowd subscribe(Stage stage) {
        var topics = stage.api.get("subscribers/count").path("topics").propertyNames().stream().filter(it -> !it.equals("protezione-civile")).sorted().toList();
        var crowd = new Crowd(topics.get(0), topics.get(1));
        stage.api.subscribe(phones(0, FEW), List.of(crowd.topicOfAll, crowd.topicOfFew));
        for (int from = FEW; from < MANY; from += AT_ONCE) {
            stage.api.subscribe(phones(from, Math.min(MANY, from + AT_ONCE)), List.of(crowd.topicOfAll));
        }
        return crowd;
    }

    private static List<String> phones(int from, int to) {
        return IntStream.range(from, to).mapToObj(it -> "+39349%07d".formatted(it)).toList();
    }
}
