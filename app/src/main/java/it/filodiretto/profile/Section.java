// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.profile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * One group of keys of a profile, read key by key. What is wrong is noted with its line and replaced by something harmless,
 * so that reading goes on and all mistakes are told at once; a profile with a mistake is never used.
 *
 * <p>Texts are taken as they are written: {@code 047014} stays six digits, {@code 9:00} is no number of seconds.
 */
final class Section {

    private static final MappingNode NO_KEYS =
        new MappingNode(Tag.MAP, List.of(), DumperOptions.FlowStyle.BLOCK);

    private final String name;
    private final int line;
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Map<String, Integer> lines = new LinkedHashMap<>();
    private final Set<String> asked = new LinkedHashSet<>();
    private final Mistakes mistakes;

    /** @param name where it stands, for messages: empty for the whole file, {@code brand}, {@code channels[2]} */
    Section(String name, MappingNode node, Mistakes mistakes) {
        this.name = name;
        this.line = line(node);
        this.mistakes = mistakes;
        for (var entry : node.getValue()) {
            var key = entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
            if (values.putIfAbsent(key, entry.getValueNode()) != null) {
                mistakes.add(line(entry.getKeyNode()), path(key) + " stands twice", "once, the first time in line " + lines.get(key));
            }
            lines.putIfAbsent(key, line(entry.getKeyNode()));
        }
    }

    /** A text that must be there. */
    String text(String key) {
        var found = textOrNull(key);
        if (found == null && !values.containsKey(key)) {
            missing(key, "a text");
        }
        return found == null ? "" : found;
    }

    @Nullable String textOrNull(String key) {
        return switch (find(key)) {
            case null -> null;
            case ScalarNode scalar when !scalar.getValue().isBlank() -> scalar.getValue().strip();
            case ScalarNode _ -> wrong(key, path(key) + " is empty", "a text, or the whole line left out");
            case Node _ -> wrong(key, path(key) + " is no single text", "one text");
        };
    }

    /** A text that must be there and mean something. @param fallback stands in where it does not */
    <T> T value(String key, Function<String, Optional<T>> meaning, String is, String allowed, T fallback) {
        if (!has(key)) {
            missing(key, allowed);
            return fallback;
        }
        var found = valueOrNull(key, meaning, is, allowed);
        return found == null ? fallback : found;
    }

    /** A text that must mean something if it is there. @param is what it is instead, «is no date» */
    <T> @Nullable T valueOrNull(String key, Function<String, Optional<T>> meaning, String is, String allowed) {
        var typed = textOrNull(key);
        if (typed == null) {
            return null;
        }
        var found = meaning.apply(typed);
        if (found.isEmpty()) {
            wrong(key, path(key) + " \"" + typed + "\" " + is, allowed);
        }
        return found.orElse(null);
    }

    /** A text that must match. */
    String matching(String key, String pattern, String is, String allowed) {
        return value(key, it -> Optional.of(it).filter(text -> text.matches(pattern)), is, allowed, "");
    }

    @Nullable String matchingOrNull(String key, String pattern, String is, String allowed) {
        return valueOrNull(key, it -> Optional.of(it).filter(text -> text.matches(pattern)), is, allowed);
    }

    boolean flag(String key) {
        return "true".equals(matchingOrNull(key, "true|false", "is no yes or no", "true or false"));
    }

    /** One of the constants, written in lower case with hyphens. @param fallback stands in for an unknown one */
    <E extends Enum<E>> E choice(String key, Class<E> type, E fallback) {
        return value(key, it -> constant(it, type), "is unknown", words(type), fallback);
    }

    /** Several constants; none if the key is absent. */
    <E extends Enum<E>> Set<E> choices(String key, Class<E> type) {
        Set<E> found = new LinkedHashSet<>();
        for (var item : texts(key)) {
            constant(item.text(), type).ifPresentOrElse(found::add,
                () -> mistakes.add(item.line(), path(key) + " \"" + item.text() + "\" is unknown", words(type)));
        }
        return found;
    }

    /** A list of texts; empty if the key is absent. */
    List<Item> texts(String key) {
        List<Item> found = new ArrayList<>();
        for (var node : list(key, "a list of texts")) {
            if (node instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
                found.add(new Item(scalar.getValue().strip(), line(node)));
            } else {
                mistakes.add(line(node), path(key) + " has an item that is no text", "a list of texts");
            }
        }
        return found;
    }

    /** A group that must be there. */
    Section section(String key) {
        var found = sectionOrNull(key);
        if (found == null && !values.containsKey(key)) {
            missing(key, "a group of keys");
        }
        return found == null ? new Section(path(key), NO_KEYS, new Mistakes("")) : found;
    }

    @Nullable Section sectionOrNull(String key) {
        return switch (find(key)) {
            case null -> null;
            case MappingNode group -> new Section(path(key), group, mistakes);
            case Node _ -> wrong(key, path(key) + " is no group of keys", "indented lines of the form \"key: value\"");
        };
    }

    /** A list of groups; empty if the key is absent. */
    List<Section> sections(String key) {
        List<Section> found = new ArrayList<>();
        for (var node : list(key, "a list of groups of keys")) {
            if (node instanceof MappingNode group) {
                found.add(new Section(path(key) + "[" + (found.size() + 1) + "]", group, mistakes));
            } else {
                mistakes.add(line(node), path(key) + " has an item that is no group of keys", "a list of groups of keys");
            }
        }
        return found;
    }

    /** The keys of a group whose keys are names. */
    Set<String> keys() {
        return values.keySet();
    }

    boolean has(String key) {
        return find(key) != null;
    }

    int line(String key) {
        return lines.getOrDefault(key, line);
    }

    /** File and line of the key, for messages. */
    String place(String key) {
        return mistakes.file() + ", line " + line(key);
    }

    String path(String key) {
        return name.isEmpty() ? key : name + "." + key;
    }

    /** Notes a mistake at the key. @return null, for «no value» */
    <T> @Nullable T wrong(String key, String wrong, String allowed) {
        mistakes.add(line(key), wrong, allowed);
        return null;
    }

    void missing(String key, String allowed) {
        mistakes.add(line, path(key) + " is missing", allowed);
    }

    /** To be called when all keys were asked for: the others are unknown. */
    void end() {
        values.keySet().stream().filter(it -> !asked.contains(it))
            .forEach(it -> wrong(it, path(it) + " is unknown", String.join(", ", asked)));
    }

    private List<Node> list(String key, String allowed) {
        return switch (find(key)) {
            case null -> List.of();
            case SequenceNode items -> items.getValue();
            case Node _ -> {
                wrong(key, path(key) + " is no list", allowed);
                yield List.of();
            }
        };
    }

    private @Nullable Node find(String key) {
        asked.add(key);
        return values.get(key);
    }

    private static <E extends Enum<E>> Optional<E> constant(String typed, Class<E> type) {
        for (var constant : type.getEnumConstants()) {
            if (word(constant).equals(typed)) {
                return Optional.of(constant);
            }
        }
        return Optional.empty();
    }

    private static <E extends Enum<E>> String words(Class<E> type) {
        return String.join(", ", Arrays.stream(type.getEnumConstants()).map(Section::word).toList());
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static int line(Node node) {
        return node.getStartMark() == null ? 1 : node.getStartMark().getLine() + 1;
    }

}
