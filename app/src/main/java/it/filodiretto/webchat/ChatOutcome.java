// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.webchat;

/** What came of a word in the chat. */
public sealed interface ChatOutcome {

    /** Why it was not taken, as a key of the sentences; empty: it was. */
    String why();

    /** Also of what was said before: a repeat has no effect. @param number of the line */
    record Said(ChatSession session, int number) implements ChatOutcome {

        @Override
        public String why() {
            return "";
        }
    }

    record Unsuitable(String why) implements ChatOutcome {}

    /** Nobody is there to read it now: a message can be left. */
    record Closed() implements ChatOutcome {

        @Override
        public String why() {
            return "webchat.flaw.closed";
        }
    }

    /** The talk has come to its end. */
    record Ended() implements ChatOutcome {

        @Override
        public String why() {
            return "webchat.flaw.ended";
        }
    }
}
