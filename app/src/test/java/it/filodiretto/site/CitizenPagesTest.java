// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.decoder.Decoder;
import it.filodiretto.Town;
import it.filodiretto.TownTest;
import it.filodiretto.Visitor;
import it.filodiretto.municipality.AutomaticKind;
import it.filodiretto.municipality.ChannelMode;
import it.filodiretto.municipality.ContactChannel;
import it.filodiretto.municipality.HelpContact;
import it.filodiretto.opening.OpenState;
import it.filodiretto.opening.OpeningHours;
import it.filodiretto.opening.UnusualDay;
import it.filodiretto.shared.Ids;
import java.net.http.HttpResponse;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.xml.sax.InputSource;
import tools.jackson.databind.json.JsonMapper;

/** The citizens' pages over HTTP: archive, feeds, cards, languages, what browsers may keep. */
@TownTest
@NullMarked
class CitizenPagesTest {

    @LocalServerPort int port;
    @Autowired Town town;
    @Autowired JdbcClient db;
    @Autowired OpeningHours hours;

    @Test
    @DisplayName("SF-08: the archive finds a notice by any form of its words, and shows none that has not left")
    void theArchiveFindsNoticesByTheirWords() {
        var closed = published("Chiusa la strada per Selva", "Le strade verso i boschi sono interrotte.", "strade");
        published("Manca l’acqua a Bagnolo", "Torna verso le 15.", "disservizi");
        draft("Segreta la strada nuova");
        assertThat(get("/avvisi").body()).contains("Chiusa la strada", "Manca l’acqua", "2 avvisi").doesNotContain("Segreta");
        assertThat(get("/avvisi?q=stradale+bosco").body()).contains("Nessun avviso");
        assertThat(get("/avvisi?q=bosco+strada").body()).contains("/avvisi/" + closed, "1 avviso trovato").doesNotContain("Manca");
        assertThat(get("/avvisi?argomento=disservizi").body()).contains("Manca l’acqua").doesNotContain("Chiusa la strada");
        assertThat(get("/avvisi?q=%22%27%28%21%26%00").statusCode()).isIn(200, 400);
        assertThat(get("/avvisi?pagina=99999999999").statusCode()).isEqualTo(200);
    }

    @Test
    void titlesAreSortedAsAnItalianIndexHasThem() {
        List.of("Zona industriale", "È tornata l’acqua", "acqua torbida", "Elezioni").forEach(it -> published(it, "Testo.", "eventi"));
        var page = get("/avvisi?ordine=titolo").body();
        assertThat(List.of("acqua torbida", "È tornata", "Elezioni", "Zona industriale").stream().map(page::indexOf).toList()).isSorted().doesNotContain(-1);
    }

    @Test
    @DisplayName("a notice in English is found by any form of its English words; titles are sorted as the page's language has it")
    void englishIsSearchedAsEnglish() {
        published("Roads closed for the race", "Visitors are parking at the stadium.", "strade");
        assertThat(get("/en/avvisi?q=road").body()).contains("Roads closed");
        assertThat(get("/avvisi?q=park+visitor").body()).contains("Roads closed");
        assertThat(get("/avvisi?q=bicycle").body()).doesNotContain("Roads closed");
        assertThat(get("/en/avvisi?ordine=titolo").body()).contains("Roads closed");
    }

    @Test
    @DisplayName("what looks like a town's page and is none is not there, and no error of ours")
    void whatIsNoTownsPageIsNotThere() {
        for (var path : List.of("/favicon.ico", "/wp-login.php", "/.env", "/open311", "/webhooks", "/assets", "/livez/avvisi", "/nowhere", "/nowhere/chat")) {
            assertThat(Visitor.of(port).get(path).statusCode()).as(path).isEqualTo(404);
        }
    }

    @Test
    @DisplayName("an address with a slash at its end leads to its page, and to no other machine")
    void aSlashAtTheEndDoesNotMatter() {
        var visitor = Visitor.of(port);
        var contacts = visitor.get("/" + town.slug() + "/contatti/?a=b");
        assertThat(contacts.statusCode()).isEqualTo(308);
        assertThat(contacts.headers().firstValue("Location")).hasValue("/" + town.slug() + "/contatti?a=b");
        assertThat(visitor.get("/" + town.slug() + "/").headers().firstValue("Location")).hasValue("/" + town.slug());
        assertThat(visitor.get("//elsewhere.example/").headers().firstValue("Location")).isEmpty();
        assertThat(visitor.get("/").statusCode()).isEqualTo(200);
        assertThat(visitor.get("/a".repeat(3_500) + "/").statusCode()).as("however many parts it has").isEqualTo(308);
    }

    @Test
    @DisplayName("an error is told in the reader's language; who sends a form of a page open for too long is told that, and not that it is not for her")
    void errorsAreToldInTheReadersLanguage() {
        assertThat(get("/en/nowhere").body()).contains("lang=\"en\"", "There is no such page").doesNotContain("Questa pagina");
        assertThat(get("/nowhere").body()).contains("Questa pagina non c’è");
        var late = Visitor.of(port).postBare("/" + town.slug() + "/preferenze/AAAA", "argomento=strade");
        assertThat(late.statusCode()).isEqualTo(403);
        assertThat(late.body()).contains("rimasta aperta troppo a lungo", "Non è cambiato niente").doesNotContain("ruolo");
    }

    @Test
    @DisplayName("feeds are titled in the language they say they are in")
    void feedsAreTitledInTheirLanguage() {
        var feed = JsonMapper.builder().build().readTree(Visitor.of(port).get("/" + town.slug() + "/avvisi.json", "Accept-Language", "en").body());
        assertThat(feed.path("language").asString()).isEqualTo("it");
        assertThat(feed.path("title").asString()).isEqualTo("Avvisi del " + town.municipality().fullName());
    }

    @Test
    @DisplayName("CA-02 the page on accessibility leads to the declaration on AgID's site where the town has one")
    void theDeclarationOfAccessibility() {
        assertThat(get("/accessibilita").body()).contains("La dichiarazione ufficiale la pubblica").doesNotContain("form.agid.gov.it");
        town.help(new HelpContact("Ufficio stampa", "stampa@town.example", null, null, "https://form.agid.gov.it/view/prova"));
        assertThat(get("/accessibilita").body()).contains("href=\"https://form.agid.gov.it/view/prova\"", "Leggi la dichiarazione sul sito di AgID");
        assertThat(get("/en/accessibilita").body()).contains("Read the statement on AgID’s site");
    }

    @Test
    @DisplayName("security.txt is always there, with whom to tell and until when (RFC 9116)")
    void whomToTellOfASecurityProblem() {
        assertThat(Visitor.of(port).get("/robots.txt").body()).startsWith("User-agent: *\n").contains("Disallow: /console\n");
        var answer = Visitor.of(port).get("/.well-known/security.txt");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/plain;charset=UTF-8");
        assertThat(answer.body().lines().filter(it -> it.startsWith("Contact: "))).isNotEmpty().allMatch(it -> it.matches("Contact: (mailto:\\S+@\\S+|https?://\\S+/contatti)"));
        var expires = Instant.parse(answer.body().lines().filter(it -> it.startsWith("Expires: ")).findFirst().orElseThrow().substring(9));
        assertThat(expires).isBetween(town.now().plus(Duration.ofDays(30)), town.now().plus(Duration.ofDays(364)));
        assertThat(answer.body()).contains("Canonical: ", "Preferred-Languages: it, en");
    }

    @Test
    @DisplayName("the Modello Comuni's marks are on the pages, and the town's colours are a sheet of their own")
    void theMarksOfTheModelloComuniAndTheColours() {
        assertThat(get("/contatti").body()).contains("data-element=\"breadcrumb\"", "data-element=\"page-name\"", "data-element=\"contacts\"",
            "data-element=\"privacy-policy-link\"", "data-element=\"legal-notes\"", "data-element=\"accessibility-link\"", "/" + town.slug() + "/colori.css");
        assertThat(get("/iscrizione").body()).contains("data-element=\"service-title\"", "data-element=\"service-description\"", "data-element=\"service-status\"");
        var colours = get("/colori.css");
        assertThat(colours.body()).isEqualTo(":root{--fd-primary:%s;--fd-primary-dark:%s;--fd-primary-deep:%s;--fd-primary-wash:%s}\n".formatted(town.municipality().brand().primary(),
            town.municipality().brand().dark(), town.municipality().brand().deep(), town.municipality().brand().wash()));
        assertThat(colours.headers().firstValue("Content-Type")).hasValue("text/css;charset=UTF-8");
        assertThat(colours.headers().firstValue("Cache-Control").orElse("")).contains("max-age");
    }

    @Test
    void feedsTellTheNoticesToPrograms() throws Exception {
        var id = published("Guasto <grave> & veloce", "Manca l’acqua \u0007 oggi.", "disservizi");
        for (var kind : List.of("rss", "atom")) {
            var feed = get("/avvisi." + kind);
            var document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new java.io.StringReader(feed.body())));
            assertThat(document.getDocumentElement().getTextContent()).contains("Guasto <grave> & veloce", id.toString());
            assertThat(feed.headers().firstValue("Content-Type")).hasValue("application/" + kind + "+xml;charset=UTF-8");
        }
        var item = JsonMapper.builder().build().readTree(get("/avvisi.json").body()).path("items").path(0);
        assertThat(item.path("title").asString()).isEqualTo("Guasto <grave> & veloce");
        assertThat(item.path("url").asString()).endsWith("/" + town.slug() + "/avvisi/" + id);
    }

    @Test
    @DisplayName("BI-15: each feed says its own address, so that a reader who has only the file finds the next")
    void feedsSayTheirOwnAddress() {
        published("Guasto", "Manca l’acqua.", "disservizi");
        var here = "/" + town.slug() + "/avvisi.";
        assertThat(get("/avvisi.rss").body()).containsPattern("<atom:link [^>]*href=\"[^\"]*" + here + "rss\" rel=\"self\" type=\"application/rss\\+xml\"");
        assertThat(get("/avvisi.atom").body()).containsPattern("<link rel=\"self\" type=\"application/atom\\+xml\" href=\"[^\"]*" + here + "atom\"")
            .containsPattern("<link rel=\"alternate\" type=\"text/html\" href=\"[^\"]*/avvisi\"");
        assertThat(get("/avvisi.json").body()).containsPattern("\"feed_url\":\"[^\"]*" + here + "json\"");
    }

    @Test
    @DisplayName("BI-15: who reads a feed and never opens the page knows where, until when, what to do, and how serious it is")
    void feedsSayWhatThePageSays() {
        var id = published("Vento forte", "Raffiche fino a 90 all’ora.", "protezione-civile");
        town.inTransaction(() -> db.sql("update notice set level = 'RED', place = 'Lungo il fiume', what_to_do = 'Resta a casa.', valid_until = now() + interval '3 hours' where id = ?")
            .param(id).update());
        for (var kind : List.of("rss", "atom", "json")) {
            assertThat(get("/avvisi." + kind).body()).as(kind).contains("Allerta rossa: Vento forte", "Raffiche", "Dove: Lungo il fiume", "Resta a casa.", "entro ");
        }
    }

    @Test
    @DisplayName("AR-03: the number is saved under both names of Arezzo, by a card and by a code for the camera")
    void theCardHasBothNames() {
        town.like("arezzo");
        var page = get("/iscrizione").body();
        assertThat(page).contains("«Comune di Arezzo Unico Online»", "«Arezzo Unico Online»");
        assertThat(get("/rubrica.vcf?nome=0").body().replace("\r\n ", "")).startsWith("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Comune di Arezzo Unico Online\r\n")
            .contains("NICKNAME:Arezzo Unico Online\r\n", "TEL;TYPE=CELL:+39").endsWith("END:VCARD\r\n");
        assertThat(get("/rubrica.vcf?nome=1").body()).contains("FN:Arezzo Unico Online\r\n");
        assertThat(get("/rubrica.vcf?nome=7").statusCode()).isEqualTo(404);
        assertThat(read(get("/iscrizione/qr.svg").body())).startsWith("https://wa.me/39").contains("?text=");
    }

    @Test
    @DisplayName("what people ask before they subscribe is answered below a link on every page, in the town's own words")
    void aTownThatOnlySendsAnswersWhatPeopleAsk() {
        town.like("bientina");
        assertThat(get("/contatti").body()).contains("/domande\" data-element=\"faq\"");
        assertThat(get("/domande").body()).contains("Scrivi Attiva su WhatsApp al numero", "Scrivi Disattiva o solo STOP", "Ti arriva subito il benvenuto", "Scrivi PREFERENZE", "da questo numero partono solo avvisi", "ufficio.stampa@");
        assertThat(get("/en/domande").body()).contains("Who sees my number?", "Write Attiva on WhatsApp");
    }

    @Test
    void aTownThatAnswersNothingByItselfPromisesNoWelcomeAndNoQuestion() {
        town.like("calenzano").mode(ChannelMode.TWO_WAY, AutomaticKind.NOTICE);
        assertThat(get("/domande").body()).contains("Scrivi ISCRIVIMI su WhatsApp al numero", "vieni da noi").doesNotContain("benvenuto", "PREFERENZE");
        assertThat(get("/iscrizione").body()).contains("Il primo messaggio che ricevi è un avviso", "Ricevi tutto, anche le allerte").doesNotContain("benvenuto", "te lo chiediamo", "quello che ti interessa");
    }

    @Test
    void aTownWithTwoWaysAnswersWhatPeopleAsk() {
        town.like("santa-fiora");
        assertThat(get("/domande").body()).contains("Scrivi ATTIVA COMUNE AMICO", "Puoi scegliere anche la tua zona", "negli orari di apertura");
    }

    @Test
    void aTownWhereOneRegistersFirstAnswersWhatPeopleAsk() {
        town.like("pistoia");
        assertThat(get("/domande").body()).contains("Ti registri su questo sito", "Nessuna risposta è automatica", "dopo la registrazione").doesNotContain("PREFERENZE");
    }

    @Test
    @DisplayName("who registers in order to write is promised no notices, and told how to ask for them")
    void whoRegistersIsPromisedNoNotices() {
        town.like("pistoia");
        assertThat(get("/iscrizione").body()).contains("Vuoi anche gli avvisi?", "Per riceverli su WhatsApp scrivi a info@comune.pistoia.it", "accetti le regole", "Non riesci a registrarti?")
            .doesNotContain("Che cosa ricevi", "autorizzi il Comune a mandarti", "iscriverti?");
    }

    @Test
    void whereOneMayWriteTheNumberIsUsedForAnswersToo() {
        town.like("santa-fiora");
        assertThat(get("/iscrizione").body()).contains("Scrivi queste parole", "solo per questo e per risponderti");
    }

    @Test
    void whereOneMayNotWriteTheNumberIsUsedForNoticesAlone() {
        town.like("bientina");
        assertThat(get("/iscrizione").body()).contains("Scrivi questa parola", "solo per questo.");
    }

    @Test
    void anAddressThatWasCutIsAPageThatThereIsNot() {
        var cut = get("/avvisi/01a209a7-1f13-7d8b");
        assertThat(cut.statusCode()).isEqualTo(404);
        assertThat(cut.body()).contains("Questa pagina non c’è");
    }

    @Test
    void theFirstPageLeadsToTheChatAndBreaksALongAddressWhereOneCanReadIt() {
        town.like("calenzano");
        assertThat(get("").body()).contains("/chat\"", "Apri la chat", ">urp@<wbr>comune.calenzano.example</a><");
    }

    @Test
    @DisplayName("PI-11: before registration the number is in no page, card, code, script or datum")
    void beforeRegistrationTheNumberIsNowhere() {
        town.like("pistoia");
        for (var path : List.of("", "/iscrizione", "/contatti", "/registrazione", "/informativa", "/avvisi", "/avvisi.json", "/icona", "/icona.js", "/note-legali", "/domande",
                "/accessibilita", "/rubrica.vcf", "/iscrizione/qr.svg", "/preferenze", "/registrazione/numero/AAAA", "/en/contatti")) {
            assertThat(get(path).body()).as(path).doesNotContain("0573 000001", "0573000001", "390573000001", "wa.me", "%2B39");
        }
        assertThat(get("/rubrica.vcf").statusCode()).isEqualTo(404);
        assertThat(get("/iscrizione/qr.svg").statusCode()).isEqualTo(404);
    }

    @Test
    @DisplayName("PI-02, PI-05: each contact has its hours for people and for search engines, the trial its end")
    void eachContactHasItsHours() {
        town.like("pistoia");
        var page = get("/contatti").body();
        assertThat(page).contains("800 012146", "info@comune.pistoia.it", "piazza del Duomo 13", "lun–ven 9:00–13:00", "In prova fino a giovedì 31 dicembre 2026", "Prossime chiusure", "1 sempre attivo");
        var data = Pattern.compile("<script type=\"application/ld\\+json\">(.*?)</script>").matcher(page);
        assertThat(data.find()).isTrue();
        var organisation = JsonMapper.builder().build().readTree(data.group(1));
        assertThat(organisation.path("contactPoint").toString()).contains("800 012146").doesNotContain("WhatsApp");
        assertThat(organisation.path("department").path(0).path("openingHoursSpecification").path(0).path("opens").asString()).isEqualTo("09:00");
    }

    @Test
    @DisplayName("PI-02, AR-08: a closure, also of some hours, stands on the page with what it concerns, and search engines read it")
    void closuresStandOnThePage() {
        town.like("pistoia");
        var known = town.inTown(() -> hours.unusualDays("sportello", 30)).stream().map(UnusualDay::day).toList();
        var days = LocalDate.ofInstant(town.now(), town.municipality().zone()).plusDays(1).datesUntil(LocalDate.MAX)
            .filter(it -> !known.contains(it) && it.getDayOfWeek() == DayOfWeek.TUESDAY).limit(2).toList();
        close(days.getFirst(), "Assemblea", "sportello", 11 * 60, 13 * 60);
        close(days.getLast(), "Trasloco", null, 0, 24 * 60);
        // The hours may come anew while a page is written: on that page names stand beside what concerns all.
        var page = await().until(() -> get("/contatti").body(), it -> it.contains("Trasloco</span></li>"));
        assertThat(page).containsPattern("Assemblea</span> \\(<span>Numero verde, Sportello PistoiaInforma</span>\\): orario: solo 9:00–11:00, 15:00–18:00</li>");
        assertThat(get("/en/contatti").body()).contains("hours: 9:00–11:00, 15:00–18:00 only");
        var data = Pattern.compile("<script type=\"application/ld\\+json\">(.*?)</script>").matcher(page);
        assertThat(data.find()).isTrue();
        var special = JsonMapper.builder().build().readTree(data.group(1)).path("department").path(0).path("specialOpeningHoursSpecification").toString();
        assertThat(special).contains("{\"@type\":\"OpeningHoursSpecification\",\"opens\":\"15:00\",\"closes\":\"18:00\",\"validFrom\":\"%1$s\",\"validThrough\":\"%1$s\"}"
            .formatted(days.getFirst()), "\"opens\":\"00:00\",\"closes\":\"00:00\",\"validFrom\":\"" + days.getLast());
    }

    private void close(LocalDate day, String reason, @Nullable String timetable, int from, int until) {
        var id = Ids.next();
        town.inTransaction(() -> {
            db.sql("insert into closure (id, timetable_id, from_day, until_day, reason) values (:id, (select id from timetable where code = :timetable::text), :day, :day, :reason)")
                .param("id", id).param("timetable", timetable).param("day", day).param("reason", reason).update();
            return db.sql("insert into closure_span (id, closure_id, from_minute, until_minute) values (?, ?, ?, ?)").param(Ids.next()).param(id).param(from).param(until).update();
        });
    }

    @Test
    @DisplayName("SF-02: the desk's WhatsApp stands on the page under the desk's name, with its hours and its logo")
    void SF_02_theDesksWhatsAppIsTheDesks() {
        var page = get("/contatti").body();
        var whatsapp = page.substring(page.indexOf("id=\"c-whatsapp\""), page.indexOf("</section>", page.indexOf("id=\"c-whatsapp\"")));
        assertThat(whatsapp).contains("Sportello Comune Amico", "<p class=\"muted\">WhatsApp</p>", "9:00–13:00, 15:30–17:30", "/uffici/sportello/logo");
        var logo = get("/uffici/sportello/logo");
        assertThat(logo.headers().firstValue("Content-Type")).hasValue("image/svg+xml");
        assertThat(logo.headers().firstValue("Content-Security-Policy").orElseThrow()).contains("sandbox");
        assertThat(get("/uffici/altro/logo").statusCode()).isEqualTo(404);
        assertThat(get("/rubrica.vcf").body()).contains("ORG:Comune di Santa Fiora;Sportello Comune Amico");
    }

    @Test
    @DisplayName("CA-07: the telephone on the Internet is a way of its own, with its hours, also from abroad at no cost")
    void CA_07_theVirtualTelephoneIsAWayToReachTheTown() {
        town.like("calenzano");
        assertThat(get("/contatti").body()).contains("Telefono virtuale (Skype)", "anche dall’estero, senza spendere", "Sportello", "E-mail");
        assertThat(get("/en/contatti").body()).contains("Telephone on the Internet");
        assertThat(virtual("sip:urp@comune.example").link()).isEqualTo("sip:urp@comune.example");
        assertThat(virtual("https://parla.comune.example/urp").link()).isEqualTo("https://parla.comune.example/urp");
        assertThat(virtual("+39 055 883 3001").link()).isEqualTo("tel:+390558833001");
        assertThat(virtual("Con Skype, dal sito").link()).isNull();
        assertThat(virtual("javascript:alert(1)").link()).isNull();
    }

    private static ChannelLine virtual(String at) {
        var channel = new ContactChannel("v", ContactChannel.Kind.VIRTUAL_PHONE, "Telefono virtuale", at, null, null, null, null, null, null);
        return new ChannelLine(channel, OpenState.ALWAYS, List.of(), at, false, null, null, ChannelLine.Reader.PRESENT);
    }

    @Test
    @DisplayName("BI-09 BI-10: where nobody reads, nobody is sent who wants to talk, not by a search engine either")
    void aNumberForNoticesAloneIsNoWayToTalk() {
        town.like("bientina");
        var home = get("").body();
        assertThat(home.substring(home.indexOf("id=\"talk\""), home.indexOf("<aside"))).contains("0587 758456").doesNotContain("Avvisi su WhatsApp");
        var contacts = get("/contatti").body();
        assertThat(contacts).contains("Solo avvisi", "Non leggiamo messaggi");
        assertThat(contacts.substring(contacts.indexOf("ld+json"), contacts.indexOf("</script>", contacts.indexOf("ld+json"))))
            .contains("0587 758456").doesNotContain("Avvisi su WhatsApp");
        assertThat(get("/en/contatti").body()).contains("Notices only");
    }

    @Test
    @DisplayName("BI-11: below every page stands who helps, and how")
    void whoHelpsStandsBelowEveryPage() {
        town.like("bientina");
        for (var path : List.of("", "/iscrizione", "/avvisi", "/informativa", "/preferenze")) {
            var page = get(path).body();
            assertThat(page.substring(page.indexOf("<footer"))).as(path).contains("Serve aiuto?", "Ufficio stampa, ufficio.stampa@comune.bientina.pi.it, 0587 758456");
        }
        assertThat(get("/en/contatti").body()).containsPattern("<footer[\\s\\S]*Do you need help\\?");
    }

    @Test
    @DisplayName("below every page stands where the program's source code is, if the setting says so (AGPL, section 13)")
    void whereTheSourceIsStandsBelowEveryPage() {
        var link = "<a href=\"https://code.example/filodiretto\">";
        assertThat(get("/contatti").body()).contains(link + "Codice sorgente del programma");
        assertThat(get("/en").body()).contains(link + "Source code of the program");
        assertThat(Visitor.of(port).get("/").body()).contains(link);
    }

    @Test
    @DisplayName("PI-10: the icon is one line, and a plain link without script")
    void theIconIsOneLine() {
        var page = get("/icona").body();
        assertThat(page).contains("&lt;script src=", "/icona.js", "&lt;noscript&gt;", "/iscrizione");
        var script = get("/icona.js");
        assertThat(script.headers().firstValue("Content-Type")).hasValue("text/javascript;charset=UTF-8");
        assertThat(script.body()).contains("/" + town.slug() + "/iscrizione\"").doesNotContain("innerHTML");
    }

    @Test
    void pagesSpeakTheLanguageOfTheAddressElseOfTheReader() {
        assertThat(get("/contatti").body()).contains("<html lang=\"it\">", "Come parlare con noi", "hreflang=\"en\"", "hreflang=\"x-default\"");
        assertThat(get("/en/contatti").body()).contains("<html lang=\"en\">", "How to talk with us", "/" + town.slug() + "/en/avvisi");
        assertThat(get("/contatti", "Accept-Language", "de-AT, en;q=0.8, it;q=0.5").body()).contains("<html lang=\"en\">");
        assertThat(get("/it/contatti", "Accept-Language", "en").body()).contains("<html lang=\"it\">");
        assertThat(get("/contatti", "Accept-Language", "£$%").statusCode()).isEqualTo(200);
        assertThat(get("/contatti", "Accept-Language", "en").headers().allValues("Vary")).anyMatch(it -> it.toLowerCase(java.util.Locale.ROOT).contains("accept-language"));
        assertThat(get("/xx/contatti").statusCode()).isEqualTo(404);
    }

    @Test
    void aBrowserThatHasThePageGetsOnlyThatItHasNotChanged() {
        var first = get("/iscrizione");
        assertThat(first.headers().firstValue("Cache-Control")).hasValue("public, max-age=60");
        assertThat(first.headers().firstValue("Set-Cookie")).isEmpty();
        var tag = first.headers().firstValue("ETag").orElseThrow();
        assertThat(get("/iscrizione", "If-None-Match", tag).statusCode()).isEqualTo(304);
        assertThat(get("/registrazione").headers().firstValue("Cache-Control").orElse("")).doesNotContain("public");
    }

    private UUID published(String title, String text, String topic) {
        return notice(title, text, topic, "SENT", "FILLED");
    }

    private void draft(String title) {
        notice(title, "Non ancora.", "strade", "DRAFT", "WAITING");
    }

    private UUID notice(String title, String text, String topic, String state, String sending) {
        var id = Ids.next();
        return town.inTransaction(() -> {
            db.sql("insert into notice (id, title, text, topic, districts, channels, text_hash, state) values (?, ?, ?, ?, '{}', '{whatsapp}', 'x', ?)")
                .param(id).param(title).param(text).param(topic).param(state).update();
            db.sql("insert into broadcast (id, notice_id, state, approved_at, approved_hash) values (?, ?, ?, now(), 'x')")
                .param(Ids.next()).param(id).param(sending).update();
            return id;
        });
    }

    private HttpResponse<String> get(String below, String... headers) {
        return Visitor.of(port).get("/" + town.slug() + below, headers);
    }

    /** What a camera would read. */
    private static String read(String svg) {
        var size = Pattern.compile("viewBox=\"0 0 (\\d+)").matcher(svg);
        assertThat(size.find()).isTrue();
        int modules = Integer.parseInt(size.group(1)) - 8;
        var matrix = new BitMatrix(modules);
        var dots = Pattern.compile("M(\\d+) (\\d+)h1").matcher(svg);
        while (dots.find()) {
            matrix.set(Integer.parseInt(dots.group(1)) - 4, Integer.parseInt(dots.group(2)) - 4);
        }
        try {
            return new Decoder().decode(matrix).getText();
        } catch (com.google.zxing.ReaderException e) {
            throw new AssertionError(e);
        }
    }
}
