// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.page;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A question on the console's home that a module of its own answers: {@code jte/site/homeCard.jte}. Ordered by {@code @Order}. */
public interface HomeCard {

    /** Empty if the question is not this operator's, or nothing needs to be said. */
    Optional<Answer> answer();

    /**
     * @param code distinguishes it on the page, letters only
     * @param big the answer in large
     * @param state what stands out in it; null: nothing does
     * @param link what to do about it; null: nothing now
     * @param pressing whether it stands before who works and what leaves today, and not after
     */
    record Answer(String code, String question, String big, @Nullable State state, List<Row> rows, @Nullable Link link, boolean pressing) {}

    /** @param kind {@code open closed soon late info}, or empty; {@code icon} of Bootstrap Italia's sprite without {@code it-} */
    record State(String kind, String icon, String words) {}

    /** @param note smaller, below; may be empty */
    record Row(String icon, String name, String note, State state) {}

    /** @param place below {@code /console/{slug}/} */
    record Link(String words, String place) {}
}
