// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.enrolment;

import it.filodiretto.enrolment.UnreadableSheet.Why;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;

/** Text parted by semicolons, commas or tabs: what parts it, and how letters are written, is found out. */
final class CsvRows {

    private static final Charset OFFICE = Charset.forName("windows-1252");
    private static final List<Character> PARTING = List.of(';', '\t', ',', '|');
    private static final String ANNOUNCED = "sep=";
    private static final int LOOKED_AT = 20;

    private CsvRows() {}

    static void read(byte[] bytes, SheetRows rows) throws IOException {
        var text = text(bytes);
        if (text.isBlank()) {
            throw new UnreadableSheet(Why.EMPTY);
        }
        if (text.stripLeading().startsWith("<") || text.chars().anyMatch(it -> it < ' ' && "\t\r\n\f".indexOf(it) < 0)) {
            throw new UnreadableSheet(Why.NO_SHEET);
        }
        var announced = text.startsWith(ANNOUNCED) && text.length() > ANNOUNCED.length();
        var parting = announced ? text.charAt(ANNOUNCED.length()) : parting(text);
        var format = CSVFormat.DEFAULT.builder().setDelimiter(parting).setIgnoreEmptyLines(false).setIgnoreSurroundingSpaces(true)
            .setTrailingData(true).setLenientEof(true).get();
        try (var parser = CSVParser.parse(text, format)) {
            for (var found : parser) {
                if (!announced || found.getRecordNumber() > 1) {
                    rows.add(Math.toIntExact(found.getRecordNumber()), found.stream().limit(SheetRows.WIDEST).map(SheetCell::of).toList());
                }
            }
        } catch (UncheckedIOException | IllegalArgumentException _) {
            throw new UnreadableSheet(Why.DAMAGED);
        }
    }

    /** UTF-8 if it can be, else what offices write. */
    private static String text(byte[] bytes) {
        if (SheetFile.startsWith(bytes, 0xff, 0xfe)) {
            return new String(bytes, 2, bytes.length - 2, StandardCharsets.UTF_16LE);
        }
        if (SheetFile.startsWith(bytes, 0xfe, 0xff)) {
            return new String(bytes, 2, bytes.length - 2, StandardCharsets.UTF_16BE);
        }
        int start = SheetFile.startsWith(bytes, 0xef, 0xbb, 0xbf) ? 3 : 0;
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, start, bytes.length - start)).toString();
        } catch (CharacterCodingException _) {
            return new String(bytes, OFFICE);
        }
    }

    /** What stands most often in the first lines. */
    private static char parting(String text) {
        var best = ';';
        long most = 0;
        for (char parting : PARTING) {
            long times = lines(text).mapToLong(line -> line.chars().filter(it -> it == parting).count()).sum();
            if (times > most) {
                best = parting;
                most = times;
            }
        }
        return best;
    }

    private static Stream<String> lines(String text) {
        return text.lines().limit(LOOKED_AT);
    }
}
