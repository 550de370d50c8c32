// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.enrolment;

/**
 * What is written in one cell.
 *
 * @param formula a spreadsheet would compute it; here nobody does
 */
record SheetCell(String text, boolean formula) {

    static final SheetCell EMPTY = new SheetCell("", false);
    static final int LONGEST = 300;

    SheetCell {
        text = text.strip();
        text = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    }

    /** In files without kinds of cells a formula begins with «=». */
    static SheetCell of(String written) {
        return new SheetCell(written, written.strip().startsWith("="));
    }

    boolean isEmpty() {
        return text.isEmpty();
    }
}
