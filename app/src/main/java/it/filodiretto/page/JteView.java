// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.page;

import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.View;

/** Draws one template. Nothing is sent before it is whole: a template that fails becomes a clean error page. */
final class JteView implements View {

    private final TemplateEngine engine;
    private final Frame frame;
    private final String template;

    JteView(TemplateEngine engine, Frame frame, String template) {
        this.engine = engine;
        this.frame = frame;
        this.template = template;
    }

    @Override
    public String getContentType() {
        return "text/html;charset=UTF-8";
    }

    @Override
    public void render(@Nullable Map<String, ?> model, HttpServletRequest request, HttpServletResponse response) throws IOException {
        var parameters = new HashMap<String, Object>(model == null ? Map.of() : model);
        parameters.put("page", frame.page(request));
        var output = new Utf8ByteOutput();
        engine.render(template, parameters, output);
        if (response.getContentType() == null) {
            response.setContentType(getContentType());
        }
        response.setContentLength(output.getContentLength());
        output.writeTo(response.getOutputStream());
    }
}
