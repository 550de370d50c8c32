// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.whatsapp;

import it.filodiretto.vault.Vault;
import java.time.Clock;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;

/** Where the webhook is, and that its signature is its only guard: no session, no form token. */
@Configuration(proxyBeanMethods = false)
class WebhookConfiguration {

    @Bean
    ServletRegistrationBean<WebhookController> webhookServlet(WhatsAppSecrets secrets, Vault vault, WebhookStore store, Clock clock) {
        return new ServletRegistrationBean<>(new WebhookController(secrets, vault, store, clock), WebhookController.PATH);
    }

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    SecurityFilterChain webhookSecurity() {
        return new DefaultSecurityFilterChain(PathPatternRequestMatcher.withDefaults().matcher(WebhookController.PATH));
    }
}
