// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.enrolment;

import it.filodiretto.enrolment.UnreadableSheet.Why;
import it.filodiretto.shared.PhoneNumber;
import it.filodiretto.wording.Topic;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes lines of rows, each by itself; who is subscribed already is not known here. */
final class LineReader {

    private static final String ALL = "tutti";

    private final SheetColumns columns;
    private final Map<String, String> topics = new HashMap<>();
    private final Map<PhoneNumber, Integer> seen = new HashMap<>();

    private LineReader(SheetColumns columns, List<Topic> topics) {
        this.columns = columns;
        topics.forEach(it -> {
            this.topics.put(plain(it.code()), it.code());
            this.topics.put(plain(it.name()), it.code());
        });
    }

    /** @throws UnreadableSheet if no column has numbers, or there is nothing below the titles */
    static List<EnrolmentLine> read(List<SheetRow> rows, List<Topic> topics) throws UnreadableSheet {
        var columns = SheetColumns.of(rows).orElseThrow(() -> new UnreadableSheet(Why.NO_COLUMN));
        var people = columns.titled() ? rows.subList(1, rows.size()) : rows;
        if (people.isEmpty()) {
            throw new UnreadableSheet(Why.EMPTY);
        }
        if (people.size() > SheetRows.MOST) {
            throw new UnreadableSheet(Why.TOO_MANY_ROWS);
        }
        var reader = new LineReader(columns, topics);
        return people.stream().map(reader::line).toList();
    }

    private EnrolmentLine line(SheetRow row) {
        var cell = row.cell(columns.phone());
        var written = WrittenNumber.of(cell);
        var phone = written.phone();
        var chosen = chosen(row.cell(columns.topics()));
        if (phone == null || !written.fate().isTaken()) {
            return new EnrolmentLine(row.number(), phone == null ? cell.text() : phone.e164(), List.of(), written.fate(), 0);
        }
        var before = seen.putIfAbsent(phone, row.number());
        if (before != null) {
            return new EnrolmentLine(row.number(), phone.e164(), List.of(), LineFate.DUPLICATE, before);
        }
        return chosen == null ? new EnrolmentLine(row.number(), phone.e164(), List.of(), LineFate.UNKNOWN_TOPIC, 0)
            : new EnrolmentLine(row.number(), phone.e164(), chosen, written.fate(), 0);
    }

    /** Codes, none for all; null: one of them is none of the town's. */
    private @Nullable List<String> chosen(SheetCell cell) {
        var codes = new ArrayList<String>();
        for (var written : Arrays.stream(cell.text().split("[,;|/\\n]")).map(LineReader::plain).filter(it -> !it.isEmpty()).toList()) {
            if (written.equals(ALL)) {
                return List.of();
            }
            var code = topics.get(written);
            if (code == null) {
                return null;
            }
            codes.add(code);
        }
        return codes.stream().distinct().toList();
    }

    private static String plain(String text) {
        return text.strip().toLowerCase(Locale.ITALIAN).replace('-', ' ');
    }
}
