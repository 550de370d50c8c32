// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.shared;

import java.util.Optional;

/** What everybody who looks at the current town's pages must see first, there and in the chat that other sites carry. */
public interface Emergencies {

    /** Asked for by every open chat: not to be looked up each time. */
    Optional<Emergency> now();

    /**
     * @param words in the town's language
     * @param notice its page, below {@code avvisi}
     */
    record Emergency(String words, String notice) {}
}
