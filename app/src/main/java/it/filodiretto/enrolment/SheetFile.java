// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.enrolment;

import it.filodiretto.enrolment.UnreadableSheet.Why;
import java.io.IOException;
import java.util.List;

/** A spreadsheet of whatever kind: its content tells, not its name. */
final class SheetFile {

    static final int LARGEST = 8 << 20;
    private static final int[] ARCHIVE = {'P', 'K'};
    /** Excel's files until 2003, and those with a password. */
    private static final int[] OLD_OFFICE = {0xd0, 0xcf, 0x11, 0xe0};

    private SheetFile() {}

    /** Its rows that are not empty, at least one. @throws UnreadableSheet if it is none */
    static List<SheetRow> read(byte[] bytes) throws IOException {
        if (bytes.length == 0) {
            throw new UnreadableSheet(Why.EMPTY);
        }
        if (bytes.length > LARGEST) {
            throw new UnreadableSheet(Why.TOO_LARGE);
        }
        var rows = new SheetRows();
        if (startsWith(bytes, OLD_OFFICE)) {
            throw new UnreadableSheet(Why.OLD_EXCEL);
        } else if (startsWith(bytes, ARCHIVE)) {
            readArchive(bytes, rows);
        } else {
            CsvRows.read(bytes, rows);
        }
        if (rows.isEmpty()) {
            throw new UnreadableSheet(Why.EMPTY);
        }
        return rows.list();
    }

    private static void readArchive(byte[] bytes, SheetRows rows) throws IOException {
        try (var archive = SheetArchive.open(bytes)) {
            if (archive.isOpenDocument()) {
                try (var content = archive.part("content.xml")) {
                    OpenDocumentRows.read(content, rows);
                }
            } else if (archive.isExcel()) {
                ExcelRows.read(bytes, rows);
            } else {
                throw new UnreadableSheet(Why.NO_SHEET);
            }
        }
    }

    static boolean startsWith(byte[] bytes, int... mark) {
        for (int i = 0; i < mark.length; i++) {
            if (i >= bytes.length || (bytes[i] & 0xff) != mark[i]) {
                return false;
            }
        }
        return true;
    }
}
