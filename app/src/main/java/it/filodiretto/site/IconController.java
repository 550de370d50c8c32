// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.site;

import it.filodiretto.municipality.Municipalities;
import it.filodiretto.municipality.Municipality;
import it.filodiretto.page.Words;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import tools.jackson.databind.json.JsonMapper;

/**
 * The icon that other pages of the town's site carry: a link to the page on WhatsApp, by one line of HTML. Neither the number
 * nor a cookie is in it. {@code jte/site/icon.jte} says how.
 */
@Controller
class IconController {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    /** Sets styles one by one, which a strict policy for styles allows. */
    private static final String SCRIPT = """
        // SPDX-License-Identifier: BSD-3-Clause
        (function () {
          var here = document.currentScript;
          if (!here) { return; }
          var link = document.createElement('a');
          var picture = document.createElement('img');
          var words = document.createElement('span');
          link.href = %s;
          link.lang = 'it';
          picture.src = %s;
          picture.alt = '';
          picture.width = 28;
          picture.height = 28;
          words.textContent = %s;
          var look = {display: 'inline-flex', alignItems: 'center', gap: '10px', minHeight: '44px', padding: '6px 16px',
            background: '#0b6b4f', color: '#ffffff', borderRadius: '4px', fontWeight: '600', textDecoration: 'none', lineHeight: '1.3'};
          Object.keys(look).forEach(function (name) { link.style[name] = look[name]; });
          link.appendChild(picture);
          link.appendChild(words);
          here.parentNode.insertBefore(link, here.nextSibling);
        })();
        """;
    private static final String PICTURE = """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 28 28"><path d="M14 3a11 11 0 0 0-9.4 16.7L3 25l5.5-1.5A11 11 0 1 0 14 3z" fill="none" stroke="#fff" stroke-width="2.2" stroke-linejoin="round"/><path d="M9 12h10M9 16h6.5" stroke="#fff" stroke-width="2.2" stroke-linecap="round"/></svg>
        """;

    private final Municipalities municipalities;
    private final Words words;
    private final String publicUrl;

    IconController(Municipalities municipalities, Words words, @Value("${filodiretto.public-url}") String publicUrl) {
        this.municipalities = municipalities;
        this.words = words;
        this.publicUrl = publicUrl.replaceAll("/+$", "");
    }

    @GetMapping("/{slug}/icona")
    String show(Model model) {
        model.addAttribute("script", "<script src=\"" + link("icona.js") + "\" async></script><noscript>" + plain() + "</noscript>");
        model.addAttribute("plain", plain());
        return "site/icon";
    }

    @GetMapping("/{slug}/icona.js")
    ResponseEntity<String> script() {
        return ResponseEntity.ok().contentType(MediaType.parseMediaType("text/javascript;charset=UTF-8"))
            .body(SCRIPT.formatted(quoted(link("iscrizione")), quoted(link("icona.svg")), quoted(label(municipalities.current()))));
    }

    @GetMapping("/{slug}/icona.svg")
    ResponseEntity<String> picture() {
        return ResponseEntity.ok().contentType(MediaType.parseMediaType("image/svg+xml")).body(PICTURE);
    }

    private String plain() {
        return "<a href=\"" + link("iscrizione") + "\">" + label(municipalities.current()) + "</a>";
    }

    private String label(Municipality town) {
        return words.get(town.whatsapp() != null && town.whatsapp().registrationRequired() ? "site.icon.write" : "site.icon.notices", town.fullName());
    }

    private String link(String below) {
        return publicUrl + "/" + municipalities.current().slug() + "/" + below;
    }

    private static String quoted(String text) {
        return JSON.writeValueAsString(text).replace("<", "\\u003c");
    }
}
