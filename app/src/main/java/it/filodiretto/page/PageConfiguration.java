// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.page;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.boot.webmvc.autoconfigure.WebMvcRegistrations;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.ViewResolver;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.servlet.view.RedirectView;
import org.springframework.web.servlet.view.UrlBasedViewResolver;

/** {@code return "noticeboard/notice"} draws {@code jte/noticeboard/notice.jte}, compiled at build time into the module's own package. */
@Configuration(proxyBeanMethods = false)
class PageConfiguration {

    @Bean
    TemplateEngine templateEngine() {
        return TemplateEngine.createPrecompiled(null, ContentType.Html, getClass().getClassLoader(), "it.filodiretto");
    }

    @Bean
    WebMvcRegistrations quickLookUps() {
        return new WebMvcRegistrations() {
            @Override
            public RequestMappingHandlerMapping getRequestMappingHandlerMapping() {
                return new NarrowedMappings();
            }
        };
    }

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    ViewResolver jteViews(TemplateEngine engine, Frame frame) {
        var found = new ConcurrentHashMap<String, View>();   // whether there is a template is looked up in every jar
        return (name, _) -> name.startsWith(UrlBasedViewResolver.REDIRECT_URL_PREFIX)
            ? new RedirectView(name.substring(UrlBasedViewResolver.REDIRECT_URL_PREFIX.length()), true, true)   // Spring would make a bean of each, and keep a thousand of them
            : found.computeIfAbsent(name, it -> engine.hasTemplate(it + ".jte") ? new JteView(engine, frame, it + ".jte") : null);
    }
}
