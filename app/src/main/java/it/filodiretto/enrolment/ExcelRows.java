// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.enrolment;

import it.filodiretto.enrolment.UnreadableSheet.Why;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;
import org.jspecify.annotations.Nullable;

/** Excel's {@code .xlsx}: the first sheet that has anything. Its formulas are not computed, and what Excel computed is not believed. */
final class ExcelRows {

    private ExcelRows() {}

    static void read(byte[] bytes, SheetRows rows) throws IOException {
        try (var book = new ReadableWorkbook(new ByteArrayInputStream(bytes))) {
            for (var sheet : book.getSheets().toList()) {
                if (rows.isEmpty()) {
                    read(sheet, rows);
                }
            }
        } catch (UnreadableSheet refused) {
            throw refused;
        } catch (IOException | RuntimeException _) {
            throw new UnreadableSheet(Why.DAMAGED);
        }
    }

    private static void read(Sheet sheet, SheetRows rows) throws IOException {
        try (var stream = sheet.openStream()) {
            for (var found = stream.iterator(); found.hasNext();) {
                var row = found.next();
                rows.add(row.getRowNum(), cells(row));
            }
        }
    }

    private static List<SheetCell> cells(Row row) {
        var cells = new ArrayList<SheetCell>();
        for (int column = 0; column < Math.min(row.getCellCount(), SheetRows.WIDEST); column++) {
            cells.add(cell(row.getCell(column)));
        }
        return cells;
    }

    private static SheetCell cell(@Nullable Cell cell) {
        if (cell == null) {
            return SheetCell.EMPTY;
        }
        if (cell.getFormula() != null) {
            return new SheetCell("=" + cell.getFormula(), true);
        }
        return cell.getValue() instanceof BigDecimal number ? new SheetCell(plain(number), false) : SheetCell.of(cell.getText());
    }

    /** Excel keeps telephone numbers as numbers: {@code 3.331234567E9}. */
    static String plain(BigDecimal number) {
        return Math.abs((long) number.scale()) > 30 ? number.toString() : number.stripTrailingZeros().toPlainString();
    }
}
