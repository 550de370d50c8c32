// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.wording;

import it.filodiretto.municipality.ChannelMode;
import it.filodiretto.municipality.MetaCategory;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.municipality.Municipality;
import it.filodiretto.opening.OpeningHours;
import it.filodiretto.opening.TimeSpan;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What may stand in a piece: the same that a profile may say, told beside the field. */
@Component
class PieceRules {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)\\}");
    private static final int LONGEST_LINE = 120;
    private static final int LONGEST_KEYWORD = 40;
    private static final int LONGEST_CLOSURE = 366;

    private final OpeningHours hours;
    private final Municipalities municipalities;

    PieceRules(OpeningHours hours, Municipalities municipalities) {
        this.hours = hours;
        this.municipalities = municipalities;
    }

    List<PieceFlaw> flaws(Piece piece) {
        var flaws = new ArrayList<PieceFlaw>();
        switch (piece.kind()) {
            case CLOSURE -> closure(piece, flaws);
            case TIMETABLE -> timetable(piece, flaws);
            case TOPIC -> topic(piece, flaws);
            case TEXT -> text(piece, flaws);
            case KEYWORDS -> keywords(piece, flaws);
        }
        return flaws;
    }

    /** What stands on the lines, or between commas, without the empty ones. */
    static List<String> lines(String typed) {
        return Arrays.stream(typed.split("[\n,;]")).map(it -> it.strip().replaceAll("\\s+", " ")).filter(it -> !it.isEmpty()).toList();
    }

    /** @throws IllegalArgumentException if one is none; {@link #flaws} says so before */
    static List<TimeSpan> spans(String typed) {
        return lines(typed).stream().map(it -> TimeSpan.parse(it).orElseThrow(() -> new IllegalArgumentException("No span of hours: " + it))).toList();
    }

    private void closure(Piece piece, List<PieceFlaw> flaws) {
        required(piece, "from", flaws);
        period(piece, flaws);
        line(piece, "reason", LONGEST_LINE, flaws);
        hours(piece, "hours", flaws);
        var timetable = piece.field("timetable");
        if (!timetable.isEmpty() && !hours.has(timetable)) {
            flaws.add(PieceFlaw.of("timetable", "unknown"));
        }
    }

    private void timetable(Piece piece, List<PieceFlaw> flaws) {
        line(piece, "name", LONGEST_LINE, flaws);
        period(piece, flaws);
        for (var day : DayOfWeek.values()) {
            hours(piece, PieceTable.field(day), flaws);
        }
        if (!hours.has(piece.key())) {
            flaws.add(PieceFlaw.of("name", "unknown"));
        }
    }

    private static void topic(Piece piece, List<PieceFlaw> flaws) {
        line(piece, "name", Topic.LONGEST_NAME, flaws);
        line(piece, "description", Topic.LONGEST_DESCRIPTION, flaws);
        if (Arrays.stream(MetaCategory.values()).noneMatch(it -> it.name().equals(piece.field("category")))) {
            flaws.add(PieceFlaw.of("category", "unknown"));
        }
        if (!piece.key().matches(Municipality.CODE) || piece.key().length() > 40) {
            flaws.add(PieceFlaw.of("name", "no-code"));
        }
    }

    private static void text(Piece piece, List<PieceFlaw> flaws) {
        var text = Arrays.stream(TownText.values()).filter(it -> it.key().equals(piece.key())).findFirst();
        if (text.isEmpty()) {
            flaws.add(PieceFlaw.of("body", "unknown"));
            return;
        }
        if (!required(piece, "body", flaws)) {
            return;
        }
        tooLong(piece, "body", text.get().longest(), flaws);
        var used = PLACEHOLDER.matcher(piece.field("body")).results().map(it -> it.group(1)).toList();
        used.stream().filter(it -> !text.get().placeholders().contains(it)).distinct().limit(1)
            .forEach(it -> flaws.add(PieceFlaw.of("body", "placeholder", "{" + it + "}", text.get().words())));
        text.get().required().stream().filter(it -> !used.contains(it)).limit(1)
            .forEach(it -> flaws.add(PieceFlaw.of("body", "placeholder-missing", "{" + it + "}")));
    }

    private void keywords(Piece piece, List<PieceFlaw> flaws) {
        var account = municipalities.current().whatsapp();
        if (account != null && account.mode() != ChannelMode.PEOPLE_ONLY && lines(piece.field("join")).isEmpty()) {
            flaws.add(PieceFlaw.of("join", "no-keyword"));
        }
        var seen = new HashSet<String>();
        for (var field : List.of("join", "leave")) {
            for (var words : lines(piece.field(field))) {
                var bare = Keywords.bare(words);
                if (bare.isEmpty() || words.length() > LONGEST_KEYWORD) {
                    flaws.add(PieceFlaw.of(field, "keyword", words, LONGEST_KEYWORD));
                } else if (field.equals("join") && Keywords.leavesEverywhere(words)) {
                    flaws.add(PieceFlaw.of(field, "keyword-stop", words));
                } else if (!seen.add(bare)) {
                    flaws.add(PieceFlaw.of(field, "keyword-twice", words));
                }
            }
        }
    }

    private static void period(Piece piece, List<PieceFlaw> flaws) {
        var from = day(piece, "from", flaws);
        var until = day(piece, "until", flaws);
        if (from != null && until != null && until.isBefore(from)) {
            flaws.add(PieceFlaw.of("until", "before"));
        } else if (piece.kind() == Piece.Kind.CLOSURE && from != null && until != null && ChronoUnit.DAYS.between(from, until) > LONGEST_CLOSURE) {
            flaws.add(PieceFlaw.of("until", "too-far"));
        }
    }

    private static @Nullable LocalDate day(Piece piece, String field, List<PieceFlaw> flaws) {
        var typed = piece.field(field);
        try {
            var day = typed.isEmpty() ? null : LocalDate.parse(typed);
            if (day == null || day.getYear() >= 2000 && day.getYear() < 2200) {
                return day;
            }
        } catch (DateTimeException _) {
            // said below
        }
        flaws.add(PieceFlaw.of(field, "no-day"));
        return null;
    }

    private static void hours(Piece piece, String field, List<PieceFlaw> flaws) {
        var found = new ArrayList<TimeSpan>();
        for (var typed : lines(piece.field(field))) {
            var span = TimeSpan.parse(typed);
            if (span.isEmpty()) {
                flaws.add(PieceFlaw.of(field, "no-hours", typed));
                return;
            }
            if (found.stream().anyMatch(span.get()::overlaps)) {
                flaws.add(PieceFlaw.of(field, "overlap", typed));
                return;
            }
            found.add(span.get());
        }
    }

    private static void line(Piece piece, String field, int longest, List<PieceFlaw> flaws) {
        if (required(piece, field, flaws)) {
            tooLong(piece, field, longest, flaws);
        }
    }

    private static boolean required(Piece piece, String field, List<PieceFlaw> flaws) {
        if (piece.field(field).isEmpty()) {
            flaws.add(PieceFlaw.of(field, "missing"));
            return false;
        }
        return true;
    }

    private static void tooLong(Piece piece, String field, int longest, List<PieceFlaw> flaws) {
        if (piece.field(field).length() > longest) {
            flaws.add(PieceFlaw.of(field, "too-long", piece.field(field).length(), longest));
        }
    }
}
