// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.enrolment;

import it.filodiretto.enrolment.UnreadableSheet.Why;
import java.util.ArrayList;
import java.util.List;

/** Rows as they are read; so many and no more, whatever the file says. */
final class SheetRows {

    /** As many as the API takes in a call. */
    static final int MOST = 10_000;
    static final int WIDEST = 60;
    private static final int TITLES = 1;

    private final List<SheetRow> rows = new ArrayList<>();

    /** Nothing if all is empty. @throws UnreadableSheet if there are too many */
    void add(int number, List<SheetCell> cells) throws UnreadableSheet {
        if (cells.stream().allMatch(SheetCell::isEmpty)) {
            return;
        }
        if (rows.size() == MOST + TITLES) {
            throw new UnreadableSheet(Why.TOO_MANY_ROWS);
        }
        rows.add(new SheetRow(number, cells.size() > WIDEST ? cells.subList(0, WIDEST) : cells));
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    List<SheetRow> list() {
        return List.copyOf(rows);
    }
}
