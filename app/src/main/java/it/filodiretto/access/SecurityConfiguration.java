// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.access;

import it.filodiretto.operator.ApiCaller;
import it.filodiretto.page.ContentPolicy;
import it.filodiretto.page.Page;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.csrf.HttpSessionCsrfTokenRepository;
import org.springframework.security.web.header.HeaderWriter;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.header.writers.CacheControlHeadersWriter;
import org.springframework.security.web.header.writers.ContentSecurityPolicyHeaderWriter;
import org.springframework.security.web.header.writers.HstsHeaderWriter;
import org.springframework.security.web.header.writers.PermissionsPolicyHeaderWriter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.header.writers.XContentTypeOptionsHeaderWriter;
import org.springframework.security.web.header.writers.XXssProtectionHeaderWriter;
import org.springframework.security.web.header.writers.frameoptions.XFrameOptionsHeaderWriter;
import org.springframework.security.web.header.writers.frameoptions.XFrameOptionsHeaderWriter.XFrameOptionsMode;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.session.jdbc.config.annotation.web.http.EnableJdbcHttpSession;
import org.springframework.session.web.http.CookieSerializer;
import org.springframework.session.web.http.DefaultCookieSerializer;

/** Who must show what: programs a key on each call, operators a session; citizens, webhooks and assets nothing. */
@Configuration(proxyBeanMethods = false)
@EnableJdbcHttpSession(maxInactiveIntervalInSeconds = SecurityConfiguration.WORKING_DAY)
class SecurityConfiguration {

    /** A session without any request, a click or an open page's, ends after this many seconds: ten hours. */
    static final int WORKING_DAY = 36_000;

    private static final Pattern CHAT = Pattern.compile("/(?!console/|api/|webhooks/)[a-z0-9-]+(/[a-z]{2,3})?/(chat|richiamata)(/.*)?");

    /** What programs and browsers fetch without showing anything; webhooks carry their own signature. */
    private static final List<RequestMatcher> OPEN = Stream.of("/webhooks/**", "/healthz", "/readyz", "/assets/**", "/webjars/**", "/widget.js", "/openapi.json")
        .<RequestMatcher>map(PathPatternRequestMatcher.withDefaults()::matcher).toList();

    /** With each answer, unless the page itself says otherwise. */
    private static final List<HeaderWriter> HEADERS = List.of(
        new XContentTypeOptionsHeaderWriter(), new XXssProtectionHeaderWriter(), new HstsHeaderWriter(), new XFrameOptionsHeaderWriter(XFrameOptionsMode.DENY),
        new ContentSecurityPolicyHeaderWriter(ContentPolicy.USUAL), new ReferrerPolicyHeaderWriter(ReferrerPolicy.SAME_ORIGIN),
        new PermissionsPolicyHeaderWriter("camera=(), microphone=(), geolocation=(self)"));

    /** Spring's own chain asks each bean of the program what it adds, for each chain: where all may come the headers are enough. */
    @Bean
    @Order(1)
    SecurityFilterChain open() {
        return new DefaultSecurityFilterChain(new OrRequestMatcher(OPEN), new HeaderWriterFilter(HEADERS));
    }

    @Bean
    @Order(2)
    SecurityFilterChain programs(HttpSecurity http, ApiKeys keys, ApiRefusal refusal) throws Exception {
        return common(http.securityMatcher("/api/**", "/metrics"))
            .csrf(AbstractHttpConfigurer::disable)
            .logout(AbstractHttpConfigurer::disable)
            .requestCache(AbstractHttpConfigurer::disable)
            .sessionManagement(it -> it.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
            .addFilterBefore(new ApiKeyFilter(keys), AuthorizationFilter.class)
            .exceptionHandling(it -> it.authenticationEntryPoint(refusal).accessDeniedHandler(refusal))
            .authorizeHttpRequests(it -> it.requestMatchers("/metrics").access((caller, _) -> new AuthorizationDecision(ofAllTowns(caller.get())))
                .anyRequest().authenticated())
            .build();
    }

    /** The figures of the whole installation are not for the key of one town. */
    private static boolean ofAllTowns(@Nullable Authentication caller) {
        return caller != null && caller.getPrincipal() instanceof ApiCaller program && program.town() == null;
    }

    @Bean
    @Order(3)
    SecurityFilterChain people(HttpSecurity http, SecurityContextRepository contexts, CsrfTokenRepository guards, RequestCache asked) throws Exception {
        var login = new LoginUrlAuthenticationEntryPoint("/console/login");
        return common(http)
            .securityContext(it -> it.securityContextRepository(contexts))
            .csrf(it -> it.csrfTokenRepository(guards))
            .requestCache(it -> it.requestCache(asked))
            .exceptionHandling(it -> it.accessDeniedHandler((request, response, e) -> {
                if (e instanceof CsrfException) {
                    request.setAttribute(Page.OPEN_TOO_LONG, true);
                }
                response.sendError(HttpStatus.FORBIDDEN.value());
            }).authenticationEntryPoint((request, response, e) -> {
                if (request.getHeader("HX-Request") != null) {
                    response.setHeader("HX-Redirect", "/console/login");
                    response.setStatus(HttpStatus.UNAUTHORIZED.value());
                } else {
                    login.commence(request, response, e);
                }
            }))
            .logout(it -> it.logoutUrl("/console/logout").logoutSuccessUrl("/console/login?uscita"))
            .authorizeHttpRequests(it -> it
                .requestMatchers("/console/login", "/error").permitAll()
                .requestMatchers("/console", "/console/**").authenticated()
                .requestMatchers(HttpMethod.TRACE).denyAll()
                .anyRequest().permitAll())
            .build();
    }

    /** The citizens' chat: no session, and no cookie before the first word. Whence a form comes, the chat looks itself. */
    @Bean
    @Order(1)
    SecurityFilterChain chatPages() {
        return new DefaultSecurityFilterChain(it -> CHAT.matcher(it.getRequestURI()).matches(),
            new HeaderWriterFilter(Stream.concat(HEADERS.stream(), Stream.of(new CacheControlHeadersWriter())).toList()));
    }

    private static HttpSecurity common(HttpSecurity http) throws Exception {
        return http
            .anonymous(it -> {})
            .headers(it -> {
                it.defaultsDisabled().cacheControl(_ -> {});
                HEADERS.forEach(it::addHeaderWriter);
            });
    }

    /** Each filter of each request was measured on its own, and nobody looked: it cost as much as the filters. */
    @Bean
    SecurityObservationSettings noFiguresOfEachFilter() {
        return SecurityObservationSettings.noObservations();
    }

    @Bean
    SecurityContextRepository securityContexts() {
        return new HttpSessionSecurityContextRepository();
    }

    @Bean
    CsrfTokenRepository formGuards() {
        return new HttpSessionCsrfTokenRepository();
    }

    /** The page that was asked for before the login; never a fragment or an event stream. */
    @Bean
    @SuppressWarnings("NullAway") // null switches the marker in the address off; the parameter lacks the annotation
    RequestCache askedBefore() {
        var cache = new HttpSessionRequestCache();
        cache.setMatchingRequestParameterName(null);
        cache.setRequestMatcher(it -> it.getMethod().equals("GET") && it.getHeader("HX-Request") == null
            && String.valueOf(it.getHeader("Accept")).contains("text/html"));
        return cache;
    }

    @Bean
    CookieSerializer sessionCookie() {
        var cookie = new DefaultCookieSerializer();
        cookie.setCookieName("filodiretto");
        cookie.setSameSite("Lax");
        cookie.setUseHttpOnlyCookie(true);
        return cookie;
    }

    /** There are no accounts besides {@link it.filodiretto.operator.Login}; without this Spring would invent one. */
    @Bean
    UserDetailsService nobody() {
        return _ -> {
            throw new UsernameNotFoundException("Only the login page knows accounts");
        };
    }
}
