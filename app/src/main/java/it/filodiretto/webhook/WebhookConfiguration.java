// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.webhook;

import it.filodiretto.meta.WhatsAppSecrets;
import jakarta.servlet.Filter;
import java.time.Clock;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/**
 * Where the webhook is: before all filters, for its signature is its only guard, and sessions, form tokens and observations
 * cost more than the rest of its work.
 */
@Configuration(proxyBeanMethods = false)
class WebhookConfiguration {

    @Bean
    FilterRegistrationBean<Filter> whatsAppWebhook(WhatsAppSecrets secrets, WebhookStore store, Clock clock) {
        var webhook = new WebhookController(secrets, store, clock);
        var registration = new FilterRegistrationBean<Filter>((request, response, _) -> webhook.service(request, response));
        registration.setName("whatsAppWebhook");
        registration.addUrlPatterns(WebhookController.PATH);
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }
}
