// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.page;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import org.springframework.boot.webmvc.autoconfigure.WebMvcRegistrations;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.ViewResolver;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

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
    ViewResolver jteViews(TemplateEngine engine, Frame frame) {
        return new JteViews(engine, frame);
    }
}
