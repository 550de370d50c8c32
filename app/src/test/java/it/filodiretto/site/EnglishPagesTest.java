// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.site;

import static org.assertj.core.api.Assertions.assertThat;

import it.filodiretto.Town;
import it.filodiretto.TownTest;
import it.filodiretto.Visitor;
import it.filodiretto.joining.PersonalLinks;
import it.filodiretto.joining.PersonalLinks.Purpose;
import it.filodiretto.shared.Ids;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** What is English beside Italian, and whether nothing was forgotten. */
@TownTest
@NullMarked
class EnglishPagesTest {

    private static final Path TEMPLATES = Path.of("src/main/jte");
    private static final Pattern CALL = Pattern.compile("@template\\.([a-zA-Z.]+)\\(");
    private static final Pattern KEY = Pattern.compile("\"([a-z]+(?:[.-][a-zA-Z0-9_-]+)+)\"");
    /** The beginning of keys that are put together. */
    private static final Pattern FAMILY = Pattern.compile("say\\([^()]*\"([a-z]+(?:[.-][a-zA-Z0-9_-]+)*\\.)\" \\+");
    /** Pages by a link or code of one person's own, which other tests make. */
    private static final Set<String> OF_ONE_PERSON = Set.of("/{slug}/chat/conclusa/{code}", "/{slug}/registrazione/{token}");

    private final Map<String, String> italian = sentences("it");
    private final Map<String, String> english = sentences("en");

    @LocalServerPort int port;
    @Autowired ObjectProvider<Town> towns;
    @Autowired PersonalLinks links;
    @Autowired JdbcClient db;
    @Autowired @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mappings;

    @Test
    @DisplayName("each sentence that a citizens' template can say is there in English")
    void eachSentenceOfTheCitizensTemplatesIsThereInEnglish() {
        var templates = templates();
        var seen = new HashSet<String>();
        templates.forEach((name, text) -> {
            if (calls(text).contains("page/citizen")) {
                follow(name, templates, seen);
            }
        });
        assertThat(seen).contains("site/contacts", "noticeboard/notice", "chatpage/chat", "statistics/numbers");
        var missing = new TreeSet<String>();
        for (var name : seen) {
            KEY.matcher(templates.getOrDefault(name, "")).results().map(it -> it.group(1))
                .filter(it -> italian.containsKey(it) && !english.containsKey(it)).forEach(it -> missing.add(name + " says " + it));
            FAMILY.matcher(templates.getOrDefault(name, "")).results().map(it -> it.group(1)).flatMap(it -> italian.keySet().stream().filter(key -> key.startsWith(it)))
                .filter(it -> !english.containsKey(it)).forEach(it -> missing.add(name + " may say " + it));
        }
        assertThat(missing).isEmpty();
        assertThat(english.keySet()).as("English says nothing that Italian does not").isSubsetOf(italian.keySet());
    }

    @Test
    @DisplayName("every citizens' page of the five towns speaks English below /en, but for what the town itself wrote")
    void everyCitizensPageSpeaksEnglish() {
        var italianOnly = italian.entrySet().stream().filter(it -> it.getValue().length() >= 9 && !it.getValue().contains("{") && it.getValue().contains(" "))
            .filter(it -> !it.getValue().equals(english.get(it.getKey()))).map(Map.Entry::getValue).filter(it -> !english.containsValue(it)).collect(Collectors.toSet());
        assertThat(italianOnly).hasSizeGreaterThan(200);
        for (var slug : List.of("pistoia", "santa-fiora", "calenzano", "arezzo", "bientina")) {
            var town = towns.getObject().like(slug);
            for (var below : paths(town)) {
                var answer = Visitor.of(port).get("/" + town.slug() + "/en" + below);
                if (answer.statusCode() != 200 || !answer.headers().firstValue("Content-Type").orElse("").startsWith("text/html")) {
                    assertThat(answer.statusCode()).as(slug + below).isLessThan(500);
                    continue;
                }
                var page = Jsoup.parse(answer.body());
                assertThat(page.select("html").attr("lang")).as(slug + below).isEqualTo("en");
                page.select("[lang=it], script, style").remove();
                var said = page.title() + "\n" + page.text() + "\n" + page.select("[aria-label], [alt], [title], [placeholder]").stream()
                    .map(it -> it.attr("aria-label") + "\n" + it.attr("alt") + "\n" + it.attr("title") + "\n" + it.attr("placeholder")).collect(Collectors.joining("\n"));
                assertThat(italianOnly.stream().filter(said::contains).toList()).as(slug + below + " in English").isEmpty();
            }
        }
    }

    /** Of every page that there is for citizens. */
    private List<String> paths(Town town) {
        var phone = town.newPhone();
        var citizen = town.citizenWrites(phone, "attiva comune amico");
        var notice = notice(town);
        var paths = new TreeSet<String>();
        mappings.getHandlerMethods().keySet().stream().filter(it -> it.getMethodsCondition().getMethods().contains(RequestMethod.GET)).flatMap(it -> it.getPatternValues().stream())
            .filter(it -> it.startsWith("/{slug}") && !OF_ONE_PERSON.contains(it)).map(it -> it.substring("/{slug}".length()))
            .map(it -> it.startsWith("/preferenze/{") ? it.replaceAll("\\{[^}]*}", town.inTown(() -> links.token(Purpose.PREFERENCES, citizen))) : it)
            .map(it -> it.replaceAll("\\{number[^/]*", "1").replaceAll("\\{[^}]*}", notice.toString())).forEach(paths::add);
        assertThat(paths).contains("", "/contatti", "/iscrizione", "/avvisi", "/avvisi/" + notice);
        return List.copyOf(paths);
    }

    private UUID notice(Town town) {
        return town.inTransaction(() -> {
            var id = Ids.next();
            db.sql("""
                    insert into notice (id, title, text, topic, districts, channels, text_hash, state) values (?, 'Xyz', 'Xyz.', 'protezione-civile', '{}', '{whatsapp}', 'x', 'SENT')""")
                .param(id).update();
            db.sql("insert into broadcast (id, notice_id, state, approved_at, approved_hash) values (?, ?, 'FILLED', now(), 'x')").param(Ids.next()).param(id).update();
            return id;
        });
    }

    private static void follow(String name, Map<String, String> templates, Set<String> seen) {
        if (templates.containsKey(name) && seen.add(name)) {
            calls(templates.getOrDefault(name, "")).forEach(it -> follow(it, templates, seen));
        }
    }

    private static Set<String> calls(String template) {
        return CALL.matcher(template).results().map(it -> it.group(1).replace('.', '/')).collect(Collectors.toSet());
    }

    private static Map<String, String> templates() {
        try (Stream<Path> files = Files.walk(TEMPLATES)) {
            var all = new LinkedHashMap<String, String>();
            for (var file : files.filter(it -> it.toString().endsWith(".jte")).toList()) {
                all.put(TEMPLATES.relativize(file).toString().replaceFirst("\\.jte$", ""), Files.readString(file));
            }
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> sentences(String language) {
        var found = new Properties();
        try (var reader = new InputStreamReader(Objects.requireNonNull(EnglishPagesTest.class.getResourceAsStream("/messages_" + language + ".properties")), StandardCharsets.UTF_8)) {
            found.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found.stringPropertyNames().stream().collect(Collectors.toMap(it -> it, found::getProperty));
    }
}
