// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.profile;

import it.filodiretto.municipality.AutomaticKind;
import it.filodiretto.municipality.MetaCategory;
import it.filodiretto.wording.Topic;
import it.filodiretto.wording.TownText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads topics and texts of a profile. */
final class ContentReader {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)\\}");

    private final Section root;
    private final Mistakes mistakes;

    ContentReader(Section root, Mistakes mistakes) {
        this.root = root;
        this.mistakes = mistakes;
    }

    List<Topic> topics() {
        var topics = root.sections("topics").stream().map(this::topic).toList();
        var codes = topics.stream().map(Topic::code).toList();
        Values.unique(root, "topics", codes);
        if (!codes.contains(Topic.CIVIL_PROTECTION)) {
            root.wrong("topics", "topics has no " + Topic.CIVIL_PROTECTION,
                "a list of topics with the code " + Topic.CIVIL_PROTECTION + " among them");
        }
        return topics;
    }

    /** @param automatic what may leave by itself: each kind needs its texts */
    Map<String, String> texts(Set<AutomaticKind> automatic) {
        var section = root.section("texts");
        Map<String, String> texts = new LinkedHashMap<>();
        for (var text : TownText.values()) {
            if (section.has(text.key())) {
                var written = section.text(text.key());
                check(text, written, section);
                texts.put(text.key(), written);
            } else if (text.kind() == null || automatic.contains(text.kind())) {
                section.missing(text.key(), "a text" + (text.kind() == null ? "" : ", because the WhatsApp number sends it by itself"));
            }
        }
        section.end();
        return texts;
    }

    private Topic topic(Section section) {
        var topic = new Topic(Values.code(section), section.text("name"), section.text("description"),
            section.choice("category", MetaCategory.class, MetaCategory.UTILITY));
        atMost(Topic.LONGEST_NAME, section, "name", topic.name());
        atMost(Topic.LONGEST_DESCRIPTION, section, "description", topic.description());
        section.end();
        return topic;
    }

    private void check(TownText text, String written, Section section) {
        atMost(text.longest(), section, text.key(), written);
        var used = new ArrayList<String>();
        PLACEHOLDER.matcher(written).results().forEach(it -> used.add(it.group(1)));
        used.stream().filter(it -> !text.placeholders().contains(it)).distinct()
            .forEach(it -> section.wrong(text.key(), section.path(text.key()) + " has the unknown placeholder {" + it + "}", text.words()));
        text.required().stream().filter(it -> !used.contains(it))
            .forEach(it -> section.wrong(text.key(), section.path(text.key()) + " lacks {" + it + "}", "a text that contains it"));
    }

    private void atMost(int longest, Section section, String key, String written) {
        if (written.length() > longest) {
            mistakes.add(section.line(key), section.path(key) + " has " + written.length() + " characters", "at most " + longest);
        }
    }
}
