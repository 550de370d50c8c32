// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.whatsapp;

import it.filodiretto.municipality.Municipalities;
import it.filodiretto.municipality.Municipality;
import it.filodiretto.operator.Audit;
import it.filodiretto.operator.CurrentOperator;
import it.filodiretto.operator.Permission;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** The console's pages of templates: {@code jte/whatsapp/templates.jte}, {@code template.jte}. */
@Controller
@RequestMapping("/console/{slug}/impostazioni/whatsapp/modelli")
class TemplateController {

    private final Municipalities municipalities;
    private final TemplateDesk desk;
    private final NumberSetUp setUp;
    private final Audit audit;

    TemplateController(Municipalities municipalities, TemplateDesk desk, NumberSetUp setUp, Audit audit) {
        this.municipalities = municipalities;
        this.desk = desk;
        this.setUp = setUp;
        this.audit = audit;
    }

    @GetMapping
    String list(Model model) {
        var town = town();
        setUp.refresh(town);
        model.addAttribute("templates", desk.all(town));
        return "whatsapp/templates";
    }

    @GetMapping("/nuovo")
    String blank(Model model) {
        town();
        return page(null, new TemplateDraft("", "UTILITY", "", StandardTemplate.FOOTER, ""), List.of(), model);
    }

    @GetMapping("/{name}")
    String show(@PathVariable String name, Model model) {
        var template = find(town(), name);
        var definition = template.definition();
        return page(template, new TemplateDraft(name, template.status().category(), definition == null ? "" : definition.body(),
            definition == null || definition.footer() == null ? "" : definition.footer(), ""), List.of(), model);
    }

    @PostMapping
    String create(@PathVariable String slug, @RequestParam(defaultValue = "") String nome, @RequestParam(defaultValue = "") String categoria,
            @RequestParam(defaultValue = "") String testo, @RequestParam(defaultValue = "") String piede, @RequestParam(defaultValue = "") String esempi,
            Model model, HttpServletResponse response) {
        var town = town();
        var draft = new TemplateDraft(nome, categoria, testo, piede, esempi);
        return done(slug, null, draft, draft.flaws().isEmpty() ? desk.create(town, draft) : "", "whatsapp.template.create", model, response);
    }

    @PostMapping("/{name}")
    String edit(@PathVariable String slug, @PathVariable String name, @RequestParam(defaultValue = "") String categoria,
            @RequestParam(defaultValue = "") String testo, @RequestParam(defaultValue = "") String piede, @RequestParam(defaultValue = "") String esempi,
            Model model, HttpServletResponse response) {
        var town = town();
        var template = find(town, name);
        var draft = new TemplateDraft(name, categoria, testo, piede, esempi);
        return done(slug, template, draft, draft.flaws().isEmpty() ? desk.edit(town, template, draft) : "", "whatsapp.template.edit", model, response);
    }

    @PostMapping("/{name}/cancellazione")
    String delete(@PathVariable String slug, @PathVariable String name, Model model, HttpServletResponse response) {
        var town = town();
        var template = find(town, name);
        var definition = template.definition();
        var draft = new TemplateDraft(name, template.status().category(), definition == null ? "" : definition.body(), "", "");
        return done(slug, template, draft, desk.delete(town, template), "whatsapp.template.delete", model, response);
    }

    @PostMapping("/{name}/archivio")
    String archive(@PathVariable String slug, @PathVariable String name, @RequestParam(defaultValue = "true") boolean archiviato) {
        var town = town();
        desk.archive(town, find(town, name), archiviato);
        audit.record("whatsapp.template.archive", Map.of("template", name));
        return "redirect:/console/" + slug + "/impostazioni/whatsapp/modelli";
    }

    /** @param refusal null: done; empty: the draft itself is wrong */
    private String done(String slug, @Nullable StoredTemplate template, TemplateDraft draft, @Nullable String refusal, String action, Model model,
            HttpServletResponse response) {
        if (refusal == null) {
            audit.record(action, Map.of("template", draft.name()));
            return "redirect:/console/" + slug + "/impostazioni/whatsapp/modelli";
        }
        response.setStatus(refusal.isEmpty() ? HttpStatus.UNPROCESSABLE_CONTENT.value() : HttpStatus.CONFLICT.value());
        return page(template, draft, refusal.isEmpty() ? draft.flaws() : List.of(refusal), model);
    }

    private static String page(@Nullable StoredTemplate template, TemplateDraft draft, List<String> flaws, Model model) {
        model.addAttribute("template", template);
        model.addAttribute("draft", draft);
        model.addAttribute("flaws", flaws);
        return "whatsapp/template";
    }

    private StoredTemplate find(Municipality town, String name) {
        return desk.find(town, name).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private Municipality town() {
        CurrentOperator.require(Permission.ADMINISTER);
        var town = municipalities.current();
        if (town.whatsapp() == null) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return town;
    }
}
