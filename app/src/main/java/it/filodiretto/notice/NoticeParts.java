// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.notice;

import it.filodiretto.page.Words;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** A notice's text followed by its facts, in the order in which one needs them: where, when, what to do, how to go round. */
@Component
public class NoticeParts {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEEE d MMMM", Locale.ITALIAN);
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("H:mm", Locale.ITALIAN);

    private final Words words;

    NoticeParts(Words words) {
        this.words = words;
    }

    /** One fact. @param label «Dove» */
    public record Part(String label, String words) {}

    public List<Part> facts(NoticeText content, ZoneId zone) {
        var details = content.details();
        var facts = new ArrayList<Part>();
        add(facts, "where", details.place());
        add(facts, "when", when(details, zone));
        add(facts, "todo", details.whatToDo());
        add(facts, "detour", details.detour());
        add(facts, "districts", String.join(", ", content.districts()));
        add(facts, "link", details.link());
        return facts;
    }

    /** All of it as plain text, one fact a line. @param bold the labels, as WhatsApp marks them */
    String whole(NoticeText content, ZoneId zone, boolean bold) {
        var lines = new ArrayList<String>();
        lines.add(content.text());
        facts(content, zone).forEach(it -> lines.add((bold ? "*" + it.label() + ":* " : it.label() + ": ") + it.words()));
        return String.join("\n", lines);
    }

    /** «da martedì 24 novembre, 10:15, fino alle 15:00» */
    String when(NoticeDetails details, ZoneId zone) {
        var from = details.from();
        var until = details.until();
        if (from == null) {
            return until == null ? "" : words.get("broadcast.when.until", day(until, zone), clock(until, zone));
        }
        if (until == null) {
            return words.get("broadcast.when.from", day(from, zone), clock(from, zone));
        }
        return day(from, zone).equals(day(until, zone)) ? words.get("broadcast.when.one-day", day(from, zone), clock(from, zone), clock(until, zone))
            : words.get("broadcast.when.days", day(from, zone), clock(from, zone), day(until, zone), clock(until, zone));
    }

    private void add(List<Part> facts, String key, String said) {
        if (!said.isEmpty()) {
            facts.add(new Part(words.get("broadcast.part." + key), said));
        }
    }

    private static String day(Instant at, ZoneId zone) {
        return DAY.format(at.atZone(zone));
    }

    private static String clock(Instant at, ZoneId zone) {
        return CLOCK.format(at.atZone(zone));
    }
}
