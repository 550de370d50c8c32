// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.page;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.servlet.ViewResolver;

/** {@code return "broadcast/notice"} draws {@code jte/broadcast/notice.jte}, compiled at build time into the module's own package. */
@Configuration(proxyBeanMethods = false)
class PageConfiguration {

    @Bean
    TemplateEngine templateEngine() {
        return TemplateEngine.createPrecompiled(null, ContentType.Html, getClass().getClassLoader(), "it.filodiretto");
    }

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    ViewResolver jteViews(TemplateEngine engine, Frame frame) {
        return (name, _) -> engine.hasTemplate(name + ".jte") ? new JteView(engine, frame, name + ".jte") : null;
    }
}
