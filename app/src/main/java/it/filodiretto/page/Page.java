// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.page;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
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

    private static final ZoneId ITALY = ZoneId.of("Europe/Rome");

    private final Frame frame;
    private final HttpServletRequest request;

    Page(Frame frame, HttpServletRequest request) {
        this.frame = frame;
        this.request = request;
    }

    /** A sentence of {@code messages_it.properties}. */
    public String say(String key, Object... parts) {
        return frame.words.get(key, parts);
    }

    /** The versioned link to an asset, see {@link Assets#link}. */
    public String asset(String name) {
        return frame.assets.link(name);
    }

    /** Null on pages of no town. */
    public @Nullable PageTown town() {
        return (PageTown) request.getAttribute(TOWN);
    }

    /** @throws IllegalStateException on a page of no town */
    public PageTown requireTown() {
        var town = town();
        if (town == null) {
            throw new IllegalStateException("No town here: " + request.getRequestURI());
        }
        return town;
    }

    /** Null if nobody is logged in. */
    public @Nullable PageOperator operator() {
        return (PageOperator) request.getAttribute(OPERATOR);
    }

    public boolean may(String permission) {
        var operator = operator();
        return operator != null && operator.may(permission);
    }

    /** {@code /console/bientina/avvisi/1} for {@code console("avvisi", 1)}. */
    public String console(Object... below) {
        return link("/console/" + requireTown().slug(), below);
    }

    /** {@code /bientina/iscrizione} for {@code citizen("iscrizione")}. */
    public String citizen(Object... below) {
        return link("/" + requireTown().slug(), below);
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
        return (CsrfToken) request.getAttribute(CsrfToken.class.getName());
    }

    /** The entries of the console's rail that this operator may see. */
    public List<RailEntry> rail() {
        return frame.rail().stream().filter(it -> it.permission() == null || may(it.permission())).toList();
    }

    public List<StripQuestion.StripAnswer> strip() {
        return frame.strip();
    }

    /** What everybody must see, whatever the page. */
    public List<Banner.Line> banners() {
        return frame.banners();
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
        return Italian.date(moment, zone());
    }

    /** «lunedì 30 alle 9:00», «alle 9:00» today */
    public String moment(Instant moment) {
        return Italian.moment(moment, now(), zone());
    }

    /** «1 h 18 min» */
    public String duration(Duration length) {
        return Italian.duration(length);
    }
}
