// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.page;

import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Templates that become a file to keep or to hand over: the same well-formed page as HTML, and as PDF that screen readers can read. */
@Component
public class Papers {

    private static final String FONT = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";
    /** What XML cannot hold. */
    private static final String UNWRITABLE = "[^\\x09\\x0A\\x0D\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]";

    private final TemplateEngine engine;

    Papers(TemplateEngine engine) {
        this.engine = engine;
    }

    /** @param template {@code privacy/dossier}: well-formed XML, with a title, a description and a language */
    public String html(String template, Map<String, @Nullable Object> parameters) {
        var output = new StringOutput();
        engine.render(template + ".jte", parameters, output);
        return output.toString().strip().replaceAll(UNWRITABLE, "");
    }

    /** PDF/UA: tagged, with its font in it. Nothing is fetched for it: a picture stands in the page itself, as {@code data:…}. */
    public byte[] pdf(String html) {
        var out = new ByteArrayOutputStream();
        try {
            new PdfRendererBuilder().usePdfUaAccessibility(true).withProducer("Filodiretto").useReplacementText("\u25a1")
                .useFont(Papers::font, "paper").useUriResolver((_, uri) -> uri.startsWith("data:") ? uri : null)
                .withHtmlContent(html, null).toStream(out).run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static InputStream font() {
        return Objects.requireNonNull(Papers.class.getResourceAsStream(FONT));
    }
}
