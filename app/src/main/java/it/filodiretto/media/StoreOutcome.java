// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.media;

/** What became of bytes that were handed over. */
public sealed interface StoreOutcome {

    record Kept(StoredFile file) implements StoreOutcome {}

    /** Never: forbidden, too large, infected. @param code {@code forbidden, too-large, empty, infected}; {@code reason} in Italian */
    record Refused(String code, String reason) implements StoreOutcome {}

    /** Not this time: what came is not what was promised, or the virus check does not answer. @param why English */
    record TryAgain(String why) implements StoreOutcome {}
}
