// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.enrolment;

import java.util.List;

/** One row that is not empty. @param number as spreadsheets count, from 1 */
record SheetRow(int number, List<SheetCell> cells) {

    SheetRow {
        cells = List.copyOf(cells);
    }

    SheetCell cell(int column) {
        return column >= 0 && column < cells.size() ? cells.get(column) : SheetCell.EMPTY;
    }
}
