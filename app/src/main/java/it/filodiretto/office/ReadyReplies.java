// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.office;

import it.filodiretto.municipality.Municipalities;
import it.filodiretto.opening.OpenState;
import it.filodiretto.operator.Audit;
import it.filodiretto.shared.Ids;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Ready answers: {@code /orari}, with what is in braces filled in. */
@Component
@Transactional
public class ReadyReplies {

    /** What can stand in braces. */
    static final List<String> VARIABLES = List.of("comune", "ufficio", "operatore", "orario", "aiuto");
    private static final Pattern IN_BRACES = Pattern.compile("\\{\\s*([\\p{L}_-]+)\\s*}");

    private final ReadyReplyTable table;
    private final Municipalities municipalities;
    private final Audit audit;

    ReadyReplies(ReadyReplyTable table, Municipalities municipalities, Audit audit) {
        this.table = table;
        this.municipalities = municipalities;
        this.audit = audit;
    }

    /** @param office code, or {@code null}: of all offices */
    public record ReadyReply(UUID id, @Nullable String office, String shortcut, String title, String body) {}

    /** What stands in braces and cannot be filled in; it would go out as it stands. */
    static Optional<String> unknownVariable(String body) {
        return IN_BRACES.matcher(body).results().map(it -> it.group(1)).filter(it -> !VARIABLES.contains(it.toLowerCase(Locale.ROOT))).findFirst();
    }

    @Transactional(readOnly = true)
    public List<ReadyReply> all() {
        return table.all();
    }

    @Transactional(readOnly = true)
    public List<ReadyReply> of(String office) {
        return table.all().stream().filter(it -> it.office() == null || office.equals(it.office())).toList();
    }

    /** As it can be sent. @param office by name; {@code hours} as they stand just now */
    @Transactional(readOnly = true)
    public Optional<String> filled(UUID id, String office, OpenState hours, String operator) {
        var town = municipalities.current();
        var values = Map.of("comune", town.fullName(), "ufficio", office, "operatore", operator,
            "orario", hours.words(), "aiuto", town.help().words());
        return table.find(id).map(it -> IN_BRACES.matcher(it.body())
            .replaceAll(found -> Matcher.quoteReplacement(values.getOrDefault(found.group(1).toLowerCase(Locale.ROOT), found.group()))));
    }

    /** @return false if another has this shortcut */
    public boolean add(@Nullable String office, String shortcut, String title, String body) {
        var added = table.add(new ReadyReply(Ids.next(), office, shortcut, title, body));
        if (added) {
            audit.record("ready-reply.add", Map.of("shortcut", shortcut));
        }
        return added;
    }

    /** @return false if there is none */
    public boolean remove(UUID id) {
        var removed = table.remove(id);
        if (removed) {
            audit.record("ready-reply.remove", Map.of("id", id.toString()));
        }
        return removed;
    }
}
