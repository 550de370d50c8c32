// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** A module's SQL names only the tables that its own migrations make: Modulith cannot see SQL, this can. */
@NullMarked
class TablesTest {

    private static final Pattern MADE = Pattern.compile("(?im)^\\s*create (?:table|view|or replace view) (?:if not exists )?(\\w+)");
    private static final Pattern NAMED = Pattern.compile("(?i)\\b(?:from|join|into|update|table)\\s+(?:only\\s+)?([a-z_]+)\\b");
    private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/|//[^\n]*");
    private static final Pattern STRING = Pattern.compile("(?s)\"\"\"(.*?)\"\"\"|\"((?:[^\"\\\\\n]|\\\\.)*)\"");

    /** Tables of the foundation, and whose they are. */
    private static final Map<String, String> FOUNDATION =
        Map.of("municipality", "municipality", "open_table", "database", "keyset_mark", "vault");

    /** Modules that were parted from another, whose migrations make the tables of both: a list joins what several of them write. */
    private static final Map<String, String> PARTED = Map.ofEntries( // parted
        Map.entry("drafting", "broadcast"),
        Map.entry("notice", "broadcast"),
        Map.entry("noticeboard", "broadcast"),
        Map.entry("outcome", "broadcast"),
        Map.entry("preflight", "broadcast"),
        Map.entry("contact", "conversation"),
        Map.entry("desk", "conversation"),
        Map.entry("inbox", "conversation"),
        Map.entry("office", "conversation"),
        Map.entry("channel", "messaging"),
        Map.entry("correspondence", "messaging"),
        Map.entry("inbound", "messaging"),
        Map.entry("outbox", "messaging"),
        Map.entry("sending", "messaging"),
        Map.entry("opening", "municipality"),
        Map.entry("profile", "municipality"),
        Map.entry("wording", "municipality"),
        Map.entry("access", "operator"),
        Map.entry("audience", "subscription"),
        Map.entry("joining", "subscription"),
        Map.entry("subscriber", "subscription"),
        Map.entry("chatpage", "webchat"),
        Map.entry("intake", "whatsapp"),
        Map.entry("meta", "whatsapp"),
        Map.entry("webhook", "whatsapp"),
        Map.entry("whatsappnumber", "whatsapp"),
        Map.entry("whatsapptemplate", "whatsapp")
    );

    @Test
    void aModulesSqlNamesItsOwnTablesOnly() {
        var owners = owners();
        assertThat(owners).containsKeys("municipality", "keyset_mark");
        var trespasses = Repository.files("app/src/main/java").stream().filter(it -> it.toString().endsWith(".java"))
            .flatMap(it -> trespasses(it, owners)).toList();
        assertThat(trespasses).isEmpty();
    }

    @Test
    void aTrespassIsSeen() {
        assertThat(namedTables("""
            // select * from commented
            db.sql("update one set x = 1"); db.sql(\"\"\"
                select 1 from two join three on true\"\"\");""")).containsExactly("one", "two", "three");
    }

    private static Stream<String> trespasses(Path source, Map<String, String> owners) {
        var module = source.getName(source.getNameCount() - 2).toString();
        return namedTables(Repository.read(source)).stream()
            .filter(it -> owners.containsKey(it) && !family(module).equals(family(owners.get(it))))
            .map(it -> Repository.name(source) + " names " + it + ", a table of " + owners.get(it));
    }

    /** The module whose migrations make its tables. */
    static String family(String module) {
        return PARTED.getOrDefault(module, module);
    }

    private static List<String> namedTables(String source) {
        var sql = new StringBuilder();
        STRING.matcher(COMMENT.matcher(source).replaceAll("")).results()
            .forEach(it -> sql.append(it.group(1) == null ? it.group(2) : it.group(1)).append('\n'));
        return NAMED.matcher(sql).results().map(it -> it.group(1).toLowerCase(Locale.ROOT)).distinct().toList();
    }

    /** Table → module, by the migration's name: V004__citizen.sql belongs to {@code citizen}. */
    private static Map<String, String> owners() {
        var owners = new HashMap<>(FOUNDATION);
        for (var migration : Repository.files("app/src/main/resources/db/migration")) {
            var module = migration.getFileName().toString().replaceFirst("^[VR][\\d.]*__", "").replaceFirst("(_.*)?\\.sql$", "");
            MADE.matcher(Repository.read(migration)).results().forEach(it -> owners.putIfAbsent(it.group(1), module));
        }
        return owners;
    }
}
