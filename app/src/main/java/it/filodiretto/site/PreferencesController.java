// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.site;

import it.filodiretto.joining.PersonalLinks;
import it.filodiretto.joining.PersonalLinks.Purpose;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.page.Page;
import it.filodiretto.subscription.Preferences;
import it.filodiretto.subscription.Subscriptions;
import it.filodiretto.wording.Topics;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What a subscriber chooses by the link in her welcome: {@code jte/site/preferences.jte}. Looking never changes anything. */
@Controller
class PreferencesController {

    private final PersonalLinks links;
    private final Preferences preferences;
    private final Subscriptions subscriptions;
    private final Topics topics;
    private final Municipalities municipalities;

    PreferencesController(PersonalLinks links, Preferences preferences, Subscriptions subscriptions, Topics topics, Municipalities municipalities) {
        this.links = links;
        this.preferences = preferences;
        this.subscriptions = subscriptions;
        this.topics = topics;
        this.municipalities = municipalities;
    }

    /** What the page says on top. */
    enum Said { NOTHING, KEPT, NONE_CHOSEN, LEFT, NOT_IN, EXPIRED }

    @GetMapping("/{slug}/preferenze")
    String howToGetTheLink(@RequestParam(name = "uscita", required = false) @Nullable String left, Model model, HttpServletResponse response) {
        return left == null ? expired(model, response) : page("", Said.LEFT, null, model, response);
    }

    @GetMapping("/{slug}/preferenze/{token}")
    String show(@PathVariable String token, Model model, HttpServletResponse response) {
        var citizen = links.read(Purpose.PREFERENCES, token);
        if (citizen.isEmpty()) {
            return expired(model, response);
        }
        var chosen = preferences.find(citizen.get());
        return page(token, chosen.isPresent() ? Said.NOTHING : Said.NOT_IN, chosen.orElse(null), model, response);
    }

    @PostMapping("/{slug}/preferenze/{token}")
    String choose(@PathVariable String token, @RequestParam(name = "argomento", defaultValue = "") List<String> wanted,
            @RequestParam(name = "zona", defaultValue = "") List<String> where, Model model, HttpServletResponse response) {
        var citizen = links.read(Purpose.PREFERENCES, token);
        if (citizen.isEmpty()) {
            return expired(model, response);
        }
        boolean kept = preferences.choose(citizen.get(), wanted, where);
        var chosen = preferences.find(citizen.get());
        return page(token, chosen.isEmpty() ? Said.NOT_IN : kept ? Said.KEPT : Said.NONE_CHOSEN, chosen.orElse(null), model, response);
    }

    @PostMapping("/{slug}/preferenze/{token}/uscita")
    String leave(@PathVariable String token, Model model, HttpServletRequest request, HttpServletResponse response) {
        var citizen = links.read(Purpose.PREFERENCES, token);
        if (citizen.isEmpty()) {
            return expired(model, response);
        }
        subscriptions.leave(citizen.get(), "Uscita dalla pagina delle preferenze, con il collegamento mandato al suo telefono");
        return "redirect:" + Page.citizen(request, "preferenze") + "?uscita";
    }

    private String expired(Model model, HttpServletResponse response) {
        return page("", Said.EXPIRED, null, model, response);
    }

    private String page(String token, Said said, Preferences.@Nullable Chosen chosen, Model model, HttpServletResponse response) {
        response.setHeader("X-Robots-Tag", "noindex");
        model.addAttribute("token", token);
        model.addAttribute("said", said);
        model.addAttribute("chosen", chosen);
        model.addAttribute("topics", topics.list());
        model.addAttribute("districts", preferences.districts());
        model.addAttribute("town", municipalities.current());
        return "site/preferences";
    }
}
