// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.channel;

import it.filodiretto.citizen.Address;
import it.filodiretto.media.Handed;
import it.filodiretto.media.StoredFile;
import it.filodiretto.messaging.ChannelKind;
import it.filodiretto.messaging.Lane;
import java.util.Optional;

/** What the sending engine needs of a channel; each channel's module implements it. */
public interface Channel {

    ChannelKind kind();

    /** Messages a second that the account may send, evenly paced; 0: no pace. Asked before each batch. */
    int rate(Lane lane);

    /** How many messages are really sent at the same time: one more only waits for one of them to be answered. */
    default int atOnce(Lane lane) {
        return Integer.MAX_VALUE;
    }

    /** Whether anything can be sent at all: an account without a token cannot, and its messages wait. */
    boolean canSend(Lane lane);

    /** Whether it knows by itself where a person is to be reached; else each message comes with her address. */
    default boolean findsPeople() {
        return false;
    }

    /**
     * Sends one message and waits for the answer; runs on a virtual thread of its own, in the lane's municipality and
     * outside of any transaction. Must not throw: what is not certain is {@link SendOutcome.Uncertain}.
     */
    SendOutcome send(Lane lane, OutgoingMessage message);

    /** Why this file cannot go by it, in Italian; empty: it can. Asked before anything is queued. */
    default Optional<String> refusal(StoredFile file) {
        return Optional.of("Da questo canale non si possono mandare file.");
    }

    /** Bytes that a file may have that goes by it, of whatever kind. */
    default long largestFile() {
        return Handed.LARGEST;
    }

    /** Keeps the person's messages away, or lets them in again. Outside of a transaction. @return why not, in Italian; empty: it is done */
    default Optional<String> block(Lane lane, Address who, boolean blocked) {
        return Optional.of("Da questo canale non si può bloccare nessuno.");
    }

    /** Tells the person that their message, and all before it, were read, or that somebody is writing. A channel that cannot does nothing. */
    default void seen(Lane lane, String externalId, boolean writing) {}
}
