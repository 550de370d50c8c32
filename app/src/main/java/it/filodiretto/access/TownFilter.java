// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.access;

import it.filodiretto.municipality.CurrentMunicipality;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.municipality.Municipality;
import it.filodiretto.municipality.MunicipalityId;
import it.filodiretto.operator.ApiCaller;
import it.filodiretto.operator.CurrentOperator;
import it.filodiretto.operator.OperatorPrincipal;
import it.filodiretto.operator.Permission;
import it.filodiretto.page.Page;
import it.filodiretto.page.PageOperator;
import it.filodiretto.page.PageTown;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Finds the municipality in the address and runs the request in its scope: {@code /console/{slug}/…},
 * {@code /api/v1/municipalities/{slug}/…}, {@code /{slug}/…}. A town that is not served does not exist, and to an operator
 * or a key of another town neither does this one.
 */
@Component
@Order(TownFilter.ORDER)
class TownFilter extends OncePerRequestFilter {

    /** After Spring Security, before what needs the scope. */
    static final int ORDER = 0;

    private static final Logger log = LoggerFactory.getLogger(TownFilter.class);
    private static final Pattern CONSOLE = Pattern.compile("/console/([^/]+)(?:/.*)?");
    private static final Pattern API = Pattern.compile("/api/v1/municipalities/([^/]+)(?:/.*)?");
    private static final String IDENTIFIER = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
    /** Where something is named by its identifier: who asks for what is not there may be trying out another town's. */
    private static final Pattern IDENTIFIED = Pattern.compile("/(?:console|api/v1/municipalities)/.*" + IDENTIFIER + ".*");
    /** The same for citizens: these addresses alone, because others carry codes that open something, which no log may hold. */
    private static final Pattern PUBLISHED = Pattern.compile("/[a-z0-9-]+/(?:avvisi|chat/file)/" + IDENTIFIER + "(?:/[a-z.]+)?");
    private static final Pattern CITIZENS = Pattern.compile("/([a-z0-9-]+)(?:/.*)?");
    /** First words of addresses that are no town's; names with a dot are none either. */
    private static final Set<String> NO_TOWN = Set.of("actuator", "api", "assets", "console", "error", "healthz", "livez", "metrics",
        "open311", "readyz", "webhooks", "webjars");
    private static final Set<String> CONSOLE_WITHOUT_TOWN = Set.of("login", "logout");

    private final Municipalities municipalities;

    TownFilter(Municipalities municipalities) {
        this.municipalities = municipalities;
    }

    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws IOException, ServletException {
        CurrentOperator.principal().ifPresent(it -> request.setAttribute(Page.OPERATOR, shown(it)));
        var slug = slug(request.getRequestURI());
        if (slug.isEmpty()) {
            chain.doFilter(request, response);
            return;
        }
        var town = municipalities.find(slug.get());
        if (town.isEmpty() || !isOpenTo(request, town.get())) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        request.setAttribute(Page.TOWN, shown(town.get()));
        inTown(town.get(), request, response, chain);
        if (response.getStatus() == HttpServletResponse.SC_NOT_FOUND) {
            writeDown(request.getRequestURI(), town.get());
        }
    }

    private static void writeDown(String path, Municipality town) {
        if (IDENTIFIED.matcher(path).matches()) {
            log.atWarn().addKeyValue("operator", CurrentOperator.principal().map(OperatorPrincipal::id).orElse(null)).addKeyValue("municipality", town.slug())
                .addKeyValue("path", path).log("Something was asked for by an identifier that this municipality does not have");
        } else if (PUBLISHED.matcher(path).matches()) {
            log.atInfo().addKeyValue("municipality", town.slug()).addKeyValue("path", path)
                .log("A citizen's page was asked for by an identifier that this municipality does not have");
        }
    }

    private static Optional<String> slug(String path) {
        var console = CONSOLE.matcher(path);
        if (console.matches()) {
            return Optional.of(console.group(1)).filter(it -> !CONSOLE_WITHOUT_TOWN.contains(it));
        }
        var api = API.matcher(path);
        if (api.matches()) {
            return Optional.of(api.group(1));
        }
        var citizens = CITIZENS.matcher(path);
        return citizens.matches() ? Optional.of(citizens.group(1)).filter(it -> !NO_TOWN.contains(it)) : Optional.empty();
    }

    private static boolean isOpenTo(HttpServletRequest request, Municipality town) {
        var path = request.getRequestURI();
        if (path.startsWith("/console/")) {
            var who = CurrentOperator.principal();
            var own = who.isPresent() && who.get().town().equals(town.id().value());
            if (!own) {
                log.atWarn().addKeyValue("operator", who.map(OperatorPrincipal::id).orElse(null)).addKeyValue("municipality", town.slug())
                    .log("An operator asked for another municipality's console and was told that it does not exist");
            }
            return own;
        }
        if (path.startsWith("/api/")) {
            var who = CurrentOperator.caller();
            var own = who.isPresent() && who.get().mayEnter(town.id());
            if (!own) {
                log.atWarn().addKeyValue("keyOf", who.map(ApiCaller::town).map(MunicipalityId::value).orElse(null)).addKeyValue("municipality", town.slug())
                    .log("A program asked for another municipality's data and was told that it does not exist");
            }
            return own;
        }
        return true;
    }

    private static PageTown shown(Municipality town) {
        return new PageTown(town.slug(), town.fullName(), town.offices().getFirst().name(), town.zone(), town.help().line());
    }

    private static PageOperator shown(OperatorPrincipal who) {
        return new PageOperator(who.fullName(), who.permissions().stream().map(Permission::name).collect(Collectors.toSet()));
    }

    private static void inTown(Municipality town, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        var failure = CurrentMunicipality.<Optional<Exception>>inTown(town.id(), () -> {
            try {
                chain.doFilter(request, response);
                return Optional.empty();
            } catch (IOException | ServletException e) {
                return Optional.of(e);
            }
        });
        if (failure.isPresent()) {
            if (failure.get() instanceof IOException e) {
                throw e;
            }
            throw new ServletException(failure.get());
        }
    }
}
