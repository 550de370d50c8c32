// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.broadcast;

/** What came of pausing, resuming or stopping a broadcast. */
public sealed interface ControlOutcome {

    /** It is now as was asked, or was already. */
    record Done() implements ControlOutcome {}

    /** It is over, or has not begun. @param words in Italian */
    record NotNow(String words) implements ControlOutcome {}

    record NoSuchBroadcast() implements ControlOutcome {}
}
