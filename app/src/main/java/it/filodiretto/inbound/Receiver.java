// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.inbound;

/**
 * Somebody to whom what a citizen writes is offered, in the order of Spring's {@code @Order}: subscription (100: keywords, 105:
 * preferences, 110: registration), webchat (200: who goes on from there), conversation (300). The first that takes it ends the question.
 */
public interface Receiver {

    /** Runs in the transaction that stores the message. @return whether it was taken */
    boolean receive(InboundMessage message);
}
