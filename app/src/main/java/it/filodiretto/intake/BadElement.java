// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.intake;

/** An element of a webhook body cannot be handled, and trying again would not help. The message holds no personal data. */
public final class BadElement extends RuntimeException {

    private static final long serialVersionUID = 1;

    public BadElement(String message) {
        super(message, null, false, false);
    }
}
