// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.page;

import gg.jte.TemplateEngine;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.PriorityOrdered;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.ViewResolver;
import org.springframework.web.servlet.view.RedirectView;
import org.springframework.web.servlet.view.UrlBasedViewResolver;

/**
 * Our templates, and redirections. Asked before Spring's own resolvers: of those one asks all others and compares what the browser accepts with what
 * each has, and one makes, sets up and keeps a bean of each redirection.
 */
final class JteViews implements ViewResolver, PriorityOrdered {

    private final TemplateEngine engine;
    private final Frame frame;
    /** Whether there is a template is looked up in every jar. */
    private final Map<String, View> found = new ConcurrentHashMap<>();

    JteViews(TemplateEngine engine, Frame frame) {
        this.engine = engine;
        this.frame = frame;
    }

    @Override
    public @Nullable View resolveViewName(String name, Locale locale) {
        return name.startsWith(UrlBasedViewResolver.REDIRECT_URL_PREFIX)
            ? new RedirectView(name.substring(UrlBasedViewResolver.REDIRECT_URL_PREFIX.length()), true, true)
            : found.computeIfAbsent(name, it -> engine.hasTemplate(it + ".jte") ? new JteView(engine, frame, it + ".jte") : null);
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }
}
