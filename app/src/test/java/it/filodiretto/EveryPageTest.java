// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.RequestOptions;
import it.filodiretto.joining.PersonalLinks;
import it.filodiretto.joining.PersonalLinks.Purpose;
import it.filodiretto.operator.Role;
import it.filodiretto.shared.Ids;
import it.filodiretto.webchat.ChatStage;
import java.time.LocalTime;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Each page that there is has been before axe, on the narrowest screen too: here, or with something on it in a test of its own. */
@NullMarked
class EveryPageTest extends BrowserTest {

    /** Page, or part of one, and the picture under which another test looks at it. */
    private static final Map<String, String> ELSEWHERE = Map.ofEntries(
        Map.entry("/", "towns"),
        Map.entry("/{slug}", "town-home"),
        Map.entry("/{slug}/contatti", "contacts"),
        Map.entry("/{slug}/domande", "questions"),
        Map.entry("/{slug}/note-legali", "legal"),
        Map.entry("/{slug}/accessibilita", "accessibility"),
        Map.entry("/{slug}/informativa", "policy"),
        Map.entry("/{slug}/iscrizione", "subscribe"),
        Map.entry("/{slug}/icona", "icon"),
        Map.entry("/{slug}/numeri", "numbers"),
        Map.entry("/{slug}/avvisi", "archive"),
        Map.entry("/{slug}/avvisi/{id}", "avviso-pubblico"),
        Map.entry("/{slug}/preferenze/{token}", "preferences"),
        Map.entry("/{slug}/registrazione", "registration"),
        Map.entry("/{slug}/registrazione/numero/{token}", "registration-number"),
        Map.entry("/{slug}/chat", "chat-talk"),
        Map.entry("/{slug}/chat/trasloco", "chat-move-wrong"),
        Map.entry("/{slug}/richiamata/{code}", "callback"),
        Map.entry("/console/login", "login"),
        Map.entry("/console/{slug}", "console-home"),
        Map.entry("/console/{slug}/riepilogo", "console-home"),
        Map.entry("/console/{slug}/allarmi", "alarms"),
        Map.entry("/console/{slug}/orari", "settings-"),
        Map.entry("/console/{slug}/testi", "settings-"),
        Map.entry("/console/{slug}/contenuti/{noun}/{key}", "settings-edit-"),
        Map.entry("/console/{slug}/testi/informativa", "settings-policy"),
        Map.entry("/console/{slug}/impostazioni/whatsapp/numero", "whatsapp-number-life"),
        Map.entry("/console/{slug}/impostazioni/whatsapp/modelli", "templates"),
        Map.entry("/console/{slug}/impostazioni/whatsapp/modelli/{name}", "template"),
        Map.entry("/console/{slug}/messaggi", "messages"),
        Map.entry("/console/{slug}/messaggi/elenco", "messages"),
        Map.entry("/console/{slug}/messaggi/{id}", "messages-talk"),
        Map.entry("/console/{slug}/messaggi/{id}/scambi", "messages-talk"),
        Map.entry("/console/{slug}/messaggi/{id}/richiamate", "inbox-callbacks"),
        Map.entry("/console/{slug}/messaggi/{id}/storia", "inbox-story"),
        Map.entry("/console/{slug}/avvisi", "avvisi"),
        Map.entry("/console/{slug}/avvisi/nuovo", "avviso-scrivi"),
        Map.entry("/console/{slug}/avvisi/{id}", "avviso-dal-vivo"),
        Map.entry("/console/{slug}/avvisi/{id}/avanzamento", "avviso-dal-vivo"),
        Map.entry("/console/{slug}/avvisi/{id}/testo", "draft-meanwhile"),
        Map.entry("/console/{slug}/avvisi/{id}/immagine", "picture"),
        Map.entry("/console/{slug}/avvisi/{id}/invio", "avviso-conferma"),
        Map.entry("/console/{slug}/avvisi/{id}/firma", "signature"),
        Map.entry("/console/{slug}/avvisi/{id}/fermata", "avviso-ferma"),
        Map.entry("/console/{slug}/avvisi/{id}/verifica", "avviso-verifica"),
        Map.entry("/console/{slug}/avvisi/{id}/esiti", "avviso-esiti"),
        Map.entry("/console/{slug}/avvisi/{id}/non-raggiunti", "unreached"),
        Map.entry("/console/{slug}/avvisi/{id}/esercitazione", "drill"),
        Map.entry("/console/{slug}/iscritti", "subscribers"),
        Map.entry("/console/{slug}/iscritti/{id}/consenso", "evidence"),
        Map.entry("/console/{slug}/iscritti/banco", "bench"),
        Map.entry("/console/{slug}/iscritti/sportello", "desk"),
        Map.entry("/console/{slug}/iscritti/crescita", "growth"),
        Map.entry("/console/{slug}/iscritti/volontari", "volunteers"),
        Map.entry("/console/{slug}/iscritti/importazioni", "enrolment-form"),
        Map.entry("/console/{slug}/iscritti/importazioni/{id}", "enrolment-preview"),
        Map.entry("/console/{slug}/persone", "people-search"),
        Map.entry("/console/{slug}/persone/{id}", "people-person"),
        Map.entry("/console/{slug}/persone/{id}/cancellazione", "people-erase"),
        Map.entry("/console/{slug}/persone/cancellazioni", "people-erased"));

    private static final Pattern PICTURE = Pattern.compile("isFit(?:ForAll|OnATelephone)\\(\"([a-z0-9-]+)\"");

    @Autowired Town town;
    @Autowired ChatStage stage;
    @Autowired PersonalLinks links;
    @Autowired JdbcClient db;
    @Autowired @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mappings;

    @BeforeEach
    void somebodyHasWritten() {
        stage.at(town, LocalTime.of(10, 0));
        town.citizenWrites(town.newPhone(), "Il lampione di via Pascoli è spento");
    }

    @Test
    @DisplayName("SF-03: a page that no test looks at with axe is looked at here, and so is each page that somebody adds")
    void everyPageThatThereIsIsFitForAll() {
        var pages = pages();
        assertThat(pages).hasSizeGreaterThan(60).containsAll(ELSEWHERE.keySet());
        var pictures = Repository.files("app/src/test/java").stream().filter(it -> it.toString().endsWith(".java"))
            .flatMap(it -> PICTURE.matcher(Repository.read(it)).results().map(found -> found.group(1))).collect(Collectors.toSet());
        assertThat(pictures).containsAll(ELSEWHERE.values());
        enter(town.municipality(), Role.ADMIN);
        var looked = new TreeSet<String>();
        for (var pattern : pages) {
            if (!ELSEWHERE.containsKey(pattern) && isPage(pattern, path(pattern))) {
                open(path(pattern));
                forgetComplaints();   // of a link that has expired
                isFitForAll("every" + pattern.replaceAll("\\W+", "-"));
                looked.add(pattern);
            }
        }
        assertThat(looked).contains("/console/{slug}/messaggi/risposte-pronte", "/console/{slug}/impostazioni/whatsapp", "/{slug}/registrazione/{token}");
    }

    @Test
    @DisplayName("what went wrong is told on a page for anybody: here and in the console, nothing there, not allowed, our own mistake")
    void whatWentWrongIsToldOnAPageForAnybody() {
        wrong("/" + town.slug() + "/niente", 404, "error-404");
        wrong("/" + town.slug() + "/richiamata/" + unreadable(), 500, "error-500");
        enter(town.municipality(), Role.EDITOR);
        wrong("/console/" + town.slug() + "/niente", 404, "error-console-404");
        wrong("/console/" + town.slug() + "/impostazioni/whatsapp", 403, "error-console-403");
    }

    private void wrong(String path, int status, String picture) {
        assertThat(page.navigate(address(path)).status()).as(path).isEqualTo(status);
        forgetComplaints();   // of the answer itself
        isFitForAll(picture);
    }

    /** The code of a call that cannot be shown: its name was not sealed by us. */
    private String unreadable() {
        var code = "CA-" + Ids.next();
        town.inTransaction(() -> db.sql("""
                insert into callback (id, conversation_id, citizen_id, code, name_sealed, phone_sealed, asked_at, due_at)
                select ?, id, citizen_id, ?, 'x', 'x', now(), now() from conversation limit 1""").param(Ids.next()).param(code.toUpperCase(java.util.Locale.ROOT)).update());
        return code;
    }

    /** What is drawn by a template, whole pages and parts of them. */
    private Set<String> pages() {
        var pages = new TreeSet<String>();
        mappings.getHandlerMethods().forEach((route, method) -> {
            if (route.getMethodsCondition().getMethods().contains(RequestMethod.GET) && isDrawn(method)) {
                pages.addAll(route.getPatternValues());
            }
        });
        return pages;
    }

    private static boolean isDrawn(HandlerMethod method) {
        return method.getMethod().getReturnType() == String.class && !method.hasMethodAnnotation(ResponseBody.class)
            && !AnnotatedElementUtils.hasAnnotation(method.getBeanType(), ResponseBody.class);
    }

    private String path(String pattern) {
        return pattern.replace("{slug}", pattern.startsWith("/{slug}/registrazione") ? "pistoia" : town.slug()).replaceAll("\\{number[^/]*", "1")
            .replace("messaggi/{id}", "messaggi/" + town.inTransaction(() -> db.sql("select id from conversation limit 1").query(String.class).single()))
            .replace("registrazione/{token}", "registrazione/" + town.inTown(() -> links.token(Purpose.REGISTRATION, town.citizen(town.newPhone()))));
    }

    /** Not what only leads elsewhere. */
    private boolean isPage(String pattern, String path) {
        assertThat(path).as("say in ELSEWHERE which picture shows " + pattern + ", or here what it is to show").doesNotContain("{");
        var answer = page.context().request().get(address(path), RequestOptions.create().setMaxRedirects(0));
        var found = answer.status() < 300;
        assertThat(found || answer.status() == 302 || answer.status() == 410).as(path + " answers " + answer.status()).isTrue();
        return found && answer.text().contains("<html") || answer.status() == 410;
    }
}
