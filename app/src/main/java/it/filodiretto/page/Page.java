// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.page;

import it.filodiretto.shared.Emergencies;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CsrfToken;

/**
 * What a template may ask of its surroundings: the town, the operator, sentences, links, numbers and dates. Every template
 * begins with {@code @param it.filodiretto.page.Page page}; the view fills it in.
 */
public final class Page {

    /** Request attribute: the {@link PageTown} in whose scope the request runs. */
    public static final String TOWN = Page.class.getName() + ".town";
    /** Request attribute: the {@link PageOperator} who asks. */
    public static final String OPERATOR = Page.class.getName() + ".operator";

    /** Request attribute: the form came from a page whose session has ended. */
    public static final String OPEN_TOO_LONG = Page.class.getName() + ".openTooLong";

    /** Request attribute: the language of the page, {@code en}; absent: Italian. */
    static final String LANGUAGE = Page.class.getName() + ".language";
    /** Request attribute: the language, if the address names it. */
    static final String NAMED_LANGUAGE = Page.class.getName() + ".namedLanguage";

    private static final ZoneId ITALY = ZoneId.of("Europe/Rome");

    private final Frame frame;
    private final String path;
    private final String language;
    private final @Nullable String namedLanguage;
    private final @Nullable PageTown town;
    private final @Nullable PageOperator operator;
    private final @Nullable CsrfToken guard;

    /** Takes what it needs: a page may outlive its request, as that of an event stream does. */
    Page(Frame frame, HttpServletRequest request) {
        this.frame = frame;
        this.path = request.getRequestURI();
        this.language = languageOf(request);
        this.namedLanguage = (String) request.getAttribute(NAMED_LANGUAGE);
        this.town = (PageTown) request.getAttribute(TOWN);
        this.operator = (PageOperator) request.getAttribute(OPERATOR);
        this.guard = (CsrfToken) request.getAttribute(CsrfToken.class.getName());
    }

    /** Two requests of one key without parameters get the same page, if it is the same for everybody. */
    public static String key(HttpServletRequest request) {
        return request.getAttribute(LANGUAGE) + " " + request.getAttribute(NAMED_LANGUAGE) + " " + request.getRequestURI();
    }

    /** Whether operators see it; citizens get smaller sheets, see CitizenSheet. */
    public boolean isConsole() {
        return path.startsWith("/console");
    }

    /** A sentence in the language of the page. */
    public String say(String key, Object... parts) {
        return frame.words.in(language(), key, parts);
    }

    /** Of what the program says, {@code it}; what the town writes is in its own language. */
    public String language() {
        return language;
    }

    /** The same, for controllers. */
    public static String languageOf(HttpServletRequest request) {
        return request.getAttribute(LANGUAGE) instanceof String it ? it : "it";
    }

    /** Where a citizens' page of this town is, in the language that the address names, if it does. */
    public static String citizen(HttpServletRequest request, String below) {
        var town = Objects.requireNonNull((PageTown) request.getAttribute(TOWN));
        var language = request.getAttribute(NAMED_LANGUAGE);
        return "/" + town.slug() + (language == null ? "" : "/" + language) + "/" + below;
    }

    public boolean isItalian() {
        return language().equals("it");
    }

    /** What the attribute {@code lang} of the town's own words is where the page speaks another language; else null. */
    public @Nullable String townLanguage() {
        return isItalian() ? null : "it";
    }

    /** The languages there are, Italian first. */
    public List<String> languages() {
        return frame.languages.codes();
    }

    /** What speakers call it: «English». */
    public String languageName(String code) {
        var name = Locale.of(code).getDisplayLanguage(Locale.of(code));
        return name.isEmpty() ? code : name.substring(0, 1).toUpperCase(Locale.of(code)) + name.substring(1);
    }

    /** The path of this page in that language, as links name it. */
    public String inLanguage(String code) {
        return start(code) + belowTown();
    }

    /** The path of this page without any language: each reader gets the best one. */
    public String inAnyLanguage() {
        return "/" + requireTown().slug() + belowTown();
    }

    private String belowTown() {
        var below = path.indexOf('/', 1);
        return below < 0 ? "" : path.substring(below);
    }

    private String start(@Nullable String language) {
        return "/" + requireTown().slug() + (language == null ? "" : "/" + language);
    }

    /** The whole address of a path, as others may link to it. */
    public String whole(String path) {
        return frame.publicUrl + path;
    }

    /** Where the source code of this program is published; empty: nobody said. */
    public String sourceUrl() {
        return frame.sourceUrl;
    }

    /** The versioned link to an asset, see {@link Assets#link}. */
    public String asset(String name) {
        return frame.assets.link(name);
    }

    /** How many megabytes a file may have that a form carries. */
    public long largestFile() {
        return frame.largestFile.toMegabytes();
    }

    /** Null on pages of no town. */
    public @Nullable PageTown town() {
        return town;
    }

    /** @throws IllegalStateException on a page of no town */
    public PageTown requireTown() {
        if (town == null) {
            throw new IllegalStateException("No town here: " + path);
        }
        return town;
    }

    /** Null if nobody is logged in. */
    public @Nullable PageOperator operator() {
        return operator;
    }

    public boolean may(String permission) {
        return operator != null && operator.may(permission);
    }

    /** {@code /console/bientina/avvisi/1} for {@code console("avvisi", 1)}. */
    public String console(Object... below) {
        return link("/console/" + requireTown().slug(), below);
    }

    /** {@code /bientina/iscrizione} for {@code citizen("iscrizione")}. */
    public String citizen(Object... below) {
        return link(start(namedLanguage), below);
    }

    private static String link(String start, Object... below) {
        var link = new StringBuilder(start);
        for (var part : below) {
            link.append('/').append(part);
        }
        return link.toString();
    }

    /** The guard of forms; asked for by {@code @template.page.csrf(page)} alone, because asking opens a session. */
    public @Nullable CsrfToken csrf() {
        return guard;
    }

    /** The entries of the console's rail that this operator may see. */
    public List<RailEntry> rail() {
        return frame.rail().stream().filter(it -> it.permission() == null || may(it.permission())).toList();
    }

    /** Whether a link below {@code /console/{slug}/} is in a part of the console that the rail shows to this operator, or in none of its parts. */
    public boolean opens(String link) {
        var part = RailEntry.part(link);
        return frame.rail().stream().noneMatch(it -> it.permission() != null && !may(it.permission()) && RailEntry.part(it.noun()).equals(part));
    }

    public List<StripQuestion.StripAnswer> strip() {
        return frame.strip();
    }

    /** Of the console's home, those that other modules answer. */
    public List<HomeCard.Answer> cards() {
        return frame.cards();
    }

    /** Where the search in the console's head leads; null: there is none. */
    public @Nullable String search() {
        return operator == null ? null : frame.search().orElse(null);
    }

    /** What everybody must see, whatever the page. */
    public List<Banner.Line> banners() {
        return frame.banners();
    }

    /** What everybody in the town must know at once; null, as a rule. */
    public Emergencies.@Nullable Emergency emergency() {
        return frame.emergency().orElse(null);
    }

    /** By how much the clock of opening hours is moved, in words; null if it is right. */
    public @Nullable String movedClock() {
        return frame.clockOffset.isZero() ? null
            : (frame.clockOffset.isNegative() ? "indietro" : "avanti") + " di " + Italian.duration(frame.clockOffset.abs());
    }

    public Instant now() {
        return frame.clock.instant();
    }

    public ZoneId zone() {
        var town = town();
        return town == null ? ITALY : town.zone();
    }

    /** {@code 1.486} */
    public String number(long number) {
        return Italian.number(number);
    }

    /** {@code 9:00} */
    public String clock(Instant moment) {
        return Italian.clock(moment, zone());
    }

    /** {@code martedì 24 novembre 2026} */
    public String date(Instant moment) {
        return isItalian() ? Italian.date(moment, zone()) : Moments.date(moment.atZone(zone()), language());
    }

    /** «lunedì 7 dicembre» */
    public String day(LocalDate day) {
        return Moments.day(day, language());
    }

    /** «novembre 2026», short «nov 26» */
    public String month(YearMonth month, boolean brief) {
        return DateTimeFormatter.ofPattern(brief ? "MMM uu" : "MMMM uuuu", Moments.locale(language())).format(month);
    }

    /** «lunedì 30 alle 9:00», «alle 9:00» today */
    public String moment(Instant moment) {
        return isItalian() ? Italian.moment(moment, now(), zone()) : Moments.moment(moment, now(), zone(), language(), frame.words);
    }

    /** After «entro»: «lunedì 30 alle 9:00», «le 9:00» today; in other languages as {@link #moment}. */
    public String deadline(Instant moment) {
        return isItalian() ? moment(moment).replaceFirst("^alle ", "le ").replaceFirst("^all’", "l’") : moment(moment);
    }

    /** «1 h 18 min» */
    public String duration(Duration length) {
        return Italian.duration(length);
    }
}
