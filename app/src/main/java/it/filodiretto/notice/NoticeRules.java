// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.notice;

import it.filodiretto.municipality.Municipalities;
import it.filodiretto.page.Words;
import it.filodiretto.wording.Topic;
import it.filodiretto.wording.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** What a notice must be like; the sentences say what to do. */
@Component
public class NoticeRules {

    public static final int LONGEST_TITLE = 80;
    /** What the general template takes, with its line breaks folded, the facts included. */
    public static final int LONGEST_TEXT = 700;
    static final int LONGEST_FACT = 300;
    static final int MOST_LINKS = 3;

    private static final Pattern LINK = Pattern.compile("(?i)\\b(?:https?://|www\\.)");
    private static final Pattern ADDRESS = Pattern.compile("(?i)https?://[^\\s<>\"]+\\.[^\\s<>\"]+");

    private final Topics topics;
    private final Municipalities municipalities;
    private final NoticeParts parts;
    private final Words words;

    NoticeRules(Topics topics, Municipalities municipalities, NoticeParts parts, Words words) {
        this.topics = topics;
        this.municipalities = municipalities;
        this.parts = parts;
        this.words = words;
    }

    /** In the order of the form; empty if nothing is wrong. */
    public List<Flaw> flaws(NoticeText notice) {
        var flaws = new ArrayList<Flaw>();
        checkTopic(notice, flaws);
        checkTitle(notice, flaws);
        checkText(notice, flaws);
        checkFacts(notice.details(), flaws);
        checkKind(notice, flaws);
        checkDistricts(notice, flaws);
        checkChannels(notice, flaws);
        return List.copyOf(flaws);
    }

    private void checkTopic(NoticeText notice, List<Flaw> flaws) {
        if (notice.topic().isEmpty()) {
            add(flaws, "topic", "topic.none");
        } else if (topics.find(notice.topic()).isEmpty()) {
            add(flaws, "topic", "topic.unknown", String.join(", ", topics.list().stream().map(Topic::code).toList()));
        }
        if (notice.level() != null && !notice.topic().equals(Topic.CIVIL_PROTECTION)) {
            add(flaws, "level", "level.not-civil");
        }
    }

    private void checkTitle(NoticeText notice, List<Flaw> flaws) {
        int length = length(notice.title());
        if (length == 0) {
            add(flaws, "title", "title.none");
        } else if (length > LONGEST_TITLE) {
            add(flaws, "title", "title.long", length, LONGEST_TITLE);
        } else if (notice.title().indexOf('\n') >= 0 || notice.title().indexOf('\t') >= 0) {
            add(flaws, "title", "title.lines");
        } else if (saysNothing(notice.title())) {
            add(flaws, "title", "wordless");
        }
    }

    private void checkText(NoticeText notice, List<Flaw> flaws) {
        int length = length(notice.text());
        int whole = length(parts.whole(notice, municipalities.current().zone(), false));
        if (length == 0) {
            add(flaws, "text", "text.none");
        } else if (length > LONGEST_TEXT) {
            add(flaws, "text", "text.long", length, LONGEST_TEXT);
        } else if (whole > LONGEST_TEXT) {
            add(flaws, "text", "text.whole-long", whole, LONGEST_TEXT);
        } else if (saysNothing(notice.text())) {
            add(flaws, "text", "wordless");
        } else if (LINK.matcher(notice.text()).results().count() > MOST_LINKS) {
            add(flaws, "text", "text.links", LINK.matcher(notice.text()).results().count(), MOST_LINKS);
        }
    }

    private void checkFacts(NoticeDetails details, List<Flaw> flaws) {
        checkLength("place", details.place(), flaws);
        checkLength("what_to_do", details.whatToDo(), flaws);
        checkLength("detour", details.detour(), flaws);
        checkLength("link", details.link(), flaws);
        var from = details.from();
        var until = details.until();
        if (from != null && until != null && !until.isAfter(from)) {
            add(flaws, "until", "until.before");
        }
        if (!details.link().isEmpty() && !ADDRESS.matcher(details.link()).matches()) {
            add(flaws, "link", "link.none");
        }
    }

    private void checkLength(String field, String text, List<Flaw> flaws) {
        if (length(text) > LONGEST_FACT) {
            add(flaws, field, "fact.long", length(text), LONGEST_FACT);
        }
    }

    private void checkKind(NoticeText notice, List<Flaw> flaws) {
        var details = notice.details();
        for (var field : details.kind().required()) {
            var missing = switch (field) {
                case "place" -> details.place().isEmpty();
                case "from" -> details.from() == null;
                case "until" -> details.until() == null;
                case "what_to_do" -> details.whatToDo().isEmpty();
                case "detour" -> details.detour().isEmpty();
                case "level" -> notice.level() == null;
                default -> false;
            };
            if (missing && flaws.stream().noneMatch(it -> it.field().equals(field))) {
                add(flaws, field, "missing." + field);
            }
        }
        if (details.drill() && !notice.topic().equals(Topic.CIVIL_PROTECTION) && !notice.topic().isEmpty()) {
            add(flaws, "drill", "drill.not-civil");
        }
    }

    private void checkDistricts(NoticeText notice, List<Flaw> flaws) {
        var known = municipalities.current().districts();
        for (int i = 0; i < notice.districts().size(); i++) {
            if (!known.contains(notice.districts().get(i))) {
                add(flaws, "districts/" + i, known.isEmpty() ? "districts.none" : "districts.unknown", String.join(", ", known));
            }
        }
    }

    private void checkChannels(NoticeText notice, List<Flaw> flaws) {
        if (notice.channels().isEmpty()) {
            add(flaws, "channels", "channels.none");
        }
        for (int i = 0; i < notice.channels().size(); i++) {
            if (!notice.channels().get(i).equals(NoticeText.WHATSAPP)) {
                add(flaws, "channels/" + i, "channels.unknown");
            }
        }
    }

    private void add(List<Flaw> flaws, String field, String key, Object... facts) {
        flaws.add(new Flaw(field, words.get("broadcast.flaw." + key, facts)));
    }

    /** Emoji and signs alone. */
    private static boolean saysNothing(String text) {
        return text.codePoints().noneMatch(Character::isLetterOrDigit);
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
