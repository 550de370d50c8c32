// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.operator;

import it.filodiretto.page.ContentPolicy;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.csrf.HttpSessionCsrfTokenRepository;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.savedrequest.RequestCache;
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

    @Bean
    @Order(1)
    SecurityFilterChain webhooks(HttpSecurity http) throws Exception {
        return stateless(http.securityMatcher("/webhooks/**", "/healthz", "/readyz", "/assets/**", "/webjars/**", "/widget.js", "/openapi.json"))
            .headers(it -> it.cacheControl(HeadersConfigurer.CacheControlConfig::disable))
            .authorizeHttpRequests(it -> it.anyRequest().permitAll())
            .build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain programs(HttpSecurity http, ApiKeys keys, ApiRefusal refusal) throws Exception {
        return stateless(http.securityMatcher("/api/**", "/metrics"))
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
            .exceptionHandling(it -> it.authenticationEntryPoint((request, response, e) -> {
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
    @Order(2)
    SecurityFilterChain chatPages(HttpSecurity http) throws Exception {
        return stateless(http.securityMatcher(it -> CHAT.matcher(it.getRequestURI()).matches()))
            .authorizeHttpRequests(it -> it.anyRequest().permitAll())
            .build();
    }

    private static HttpSecurity stateless(HttpSecurity http) throws Exception {
        return common(http)
            .csrf(AbstractHttpConfigurer::disable)
            .logout(AbstractHttpConfigurer::disable)
            .requestCache(AbstractHttpConfigurer::disable)
            .sessionManagement(it -> it.sessionCreationPolicy(SessionCreationPolicy.STATELESS));
    }

    private static HttpSecurity common(HttpSecurity http) throws Exception {
        return http
            .anonymous(it -> {})
            .headers(it -> it
                .contentSecurityPolicy(policy -> policy.policyDirectives(ContentPolicy.USUAL))
                .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
                .frameOptions(HeadersConfigurer.FrameOptionsConfig::deny)
                .permissionsPolicyHeader(permissions -> permissions.policy("camera=(), microphone=(), geolocation=(self)")));
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

    /** There are no accounts besides {@link Login}; without this Spring would invent one. */
    @Bean
    UserDetailsService nobody() {
        return _ -> {
            throw new UsernameNotFoundException("Only the login page knows accounts");
        };
    }
}
