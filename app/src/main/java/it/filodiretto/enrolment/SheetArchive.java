// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.enrolment;

import it.filodiretto.enrolment.UnreadableSheet.Why;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/** A spreadsheet is an archive; before a library reads it, each part is unpacked once and thrown away, to see what it would become. */
final class SheetArchive implements Closeable {

    private static final String OPEN_DOCUMENT = "application/vnd.oasis.opendocument.spreadsheet";
    private static final long LARGEST = 64L << 20;
    private static final int MOST_PARTS = 2_000;
    /** Excel's last column is XFD; who names a farther one wants the reader to make room for it. */
    private static final int LONGEST_COLUMN = 3;

    private final ZipFile zip;
    private final List<ZipArchiveEntry> parts;

    private SheetArchive(ZipFile zip) {
        this.zip = zip;
        this.parts = Collections.list(zip.getEntries());
    }

    /** @throws UnreadableSheet if it would swell, or has programs in it */
    static SheetArchive open(byte[] bytes) throws IOException {
        ZipFile zip;
        try {
            zip = ZipFile.builder().setByteArray(bytes).get();
        } catch (IOException | IllegalArgumentException _) {
            throw new UnreadableSheet(Why.DAMAGED);
        }
        var archive = new SheetArchive(zip);
        try {
            archive.check();
            return archive;
        } catch (UnreadableSheet refused) {
            zip.close();
            throw refused;
        } catch (IOException | RuntimeException _) {
            zip.close();
            throw new UnreadableSheet(Why.DAMAGED);
        }
    }

    private void check() throws IOException {
        if (parts.size() > MOST_PARTS) {
            throw new UnreadableSheet(Why.SWELLS);
        }
        if (parts.stream().map(ZipArchiveEntry::getName).anyMatch(SheetArchive::isProgram)) {
            throw new UnreadableSheet(Why.MACROS);
        }
        long left = LARGEST;
        for (var part : parts) {
            try (var bytes = zip.getInputStream(part)) {
                left -= measure(bytes, part.getName().startsWith("xl/worksheets/"), left);
            }
        }
    }

    private static long measure(InputStream bytes, boolean sheet, long most) throws IOException {
        var buffer = new byte[1 << 16];
        var columns = new ColumnNames();
        long count = 0;
        for (int some = bytes.read(buffer); some >= 0; some = bytes.read(buffer)) {
            count += some;
            if (count > most) {
                throw new UnreadableSheet(Why.SWELLS);
            }
            if (sheet && columns.goTooFar(buffer, some)) {
                throw new UnreadableSheet(Why.DAMAGED);
            }
        }
        return count;
    }

    /** Looks for {@code r="ABCD…}, letter by letter. */
    private static final class ColumnNames {

        private int state;

        boolean goTooFar(byte[] bytes, int length) {
            for (int i = 0; i < length; i++) {
                int it = bytes[i];
                if (state >= 3) {
                    state = it >= 'A' && it <= 'Z' || it >= 'a' && it <= 'z' || it == '$' ? state + 1 : 0;
                    if (state > 3 + LONGEST_COLUMN) {
                        return true;
                    }
                } else {
                    state = it == 'r' && state == 0 ? 1 : it == '=' && state == 1 ? 2 : (it == '"' || it == '\'') && state == 2 ? 3 : it == 'r' ? 1 : 0;
                }
            }
            return false;
        }
    }

    private static boolean isProgram(String name) {
        return name.endsWith("vbaProject.bin") || name.startsWith("Basic/") || name.startsWith("Scripts/");
    }

    boolean isExcel() {
        return zip.getEntry("[Content_Types].xml") != null && parts.stream().anyMatch(it -> it.getName().startsWith("xl/"));
    }

    boolean isOpenDocument() throws IOException {
        var kind = zip.getEntry("mimetype");
        if (kind == null) {
            return false;
        }
        try (var bytes = zip.getInputStream(kind)) {
            return new String(bytes.readNBytes(100), StandardCharsets.US_ASCII).startsWith(OPEN_DOCUMENT);
        }
    }

    /** @throws UnreadableSheet if there is no such part */
    InputStream part(String name) throws IOException {
        var part = zip.getEntry(name);
        if (part == null) {
            throw new UnreadableSheet(Why.DAMAGED);
        }
        return zip.getInputStream(part);
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
