// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.enrolment;

/** What becomes of a line; the sentences are {@code enrolment.fate.…}. */
enum LineFate {
    /** A person is subscribed. */
    TAKEN,
    /** With a foreign number, to which messages may cost more. */
    TAKEN_ABROAD,
    /** She is subscribed already. */
    KNOWN,
    /** She has left by her own will: no list brings her back. */
    LEFT,
    /** Somebody with this number was erased: no list brings her back either. */
    ERASED,
    /** The same number stands in a line before. */
    DUPLICATE,
    LANDLINE,
    /** A number that costs who calls it, or only takes calls. */
    PREMIUM,
    WRONG_NUMBER,
    NO_NUMBER,
    /** The spreadsheet has rounded it: {@code 3,33E+09}. */
    ROUNDED,
    /** The cell computes something. */
    FORMULA,
    UNKNOWN_TOPIC,
    UNKNOWN_DISTRICT;

    boolean isTaken() {
        return this == TAKEN || this == TAKEN_ABROAD;
    }

    /** Whether somebody should look at the line: it is not taken, and not because all is well. */
    boolean isTrouble() {
        return !isTaken() && this != KNOWN && this != DUPLICATE;
    }
}
