// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.whatsapptemplate;

import it.filodiretto.municipality.Municipalities;
import it.filodiretto.municipality.Municipality;
import it.filodiretto.operator.Audit;
import it.filodiretto.operator.CurrentOperator;
import it.filodiretto.operator.Permission;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.server.ResponseStatusException;

/** The console's pages of templates: {@code jte/whatsapptemplate/templates.jte}, {@code template.jte}. */
@Controller
@RequestMapping("/console/{slug}/impostazioni/whatsapp/modelli")
class TemplateController {

    private final Municipalities municipalities;
    private final TemplateDesk desk;
    private final ApplicationEventPublisher events;
    private final Audit audit;

    TemplateController(Municipalities municipalities, TemplateDesk desk, ApplicationEventPublisher events, Audit audit) {
        this.municipalities = municipalities;
        this.desk = desk;
        this.events = events;
        this.audit = audit;
    }

    @GetMapping
    String list(Model model) {
        var town = town();
        events.publishEvent(new TemplatesShown(town));
        model.addAttribute("templates", desk.all(town));
        return "whatsapptemplate/templates";
    }

    @GetMapping("/nuovo")
    String blank(Model model) {
        town();
        return page(null, new TemplateDraft("", "UTILITY", "", StandardTemplate.FOOTER, "", TemplateExtras.NONE), List.of(), model);
    }

    @GetMapping("/{name}")
    String show(@PathVariable String name, Model model) {
        var template = find(town(), name);
        var definition = template.definition();
        return page(template, new TemplateDraft(name, template.status().category(), definition == null ? "" : definition.body(),
            definition == null || definition.footer() == null ? "" : definition.footer(), "", TemplateExtras.of(definition)), List.of(), model);
    }

    @PostMapping
    String create(@PathVariable String slug, @RequestParam Map<String, String> campi, @RequestParam(required = false) @Nullable MultipartFile esempio,
            Model model, HttpServletResponse response) throws IOException {
        var town = town();
        var typed = typed(campi.getOrDefault("nome", ""), campi, esempio);
        return done(slug, null, typed.draft(), typed.flaws().isEmpty() ? desk.create(town, typed.draft(), typed.sample()) : "", "whatsapp.template.create",
            typed.flaws(), model, response);
    }

    @PostMapping("/{name}")
    String edit(@PathVariable String slug, @PathVariable String name, @RequestParam Map<String, String> campi,
            @RequestParam(required = false) @Nullable MultipartFile esempio, Model model, HttpServletResponse response) throws IOException {
        var town = town();
        var template = find(town, name);
        var typed = typed(name, campi, esempio);
        return done(slug, template, typed.draft(), typed.flaws().isEmpty() ? desk.edit(town, template, typed.draft(), typed.sample()) : "",
            "whatsapp.template.edit", typed.flaws(), model, response);
    }

    private record Typed(TemplateDraft draft, @Nullable TemplateSample sample, List<String> flaws) {}

    private static Typed typed(String name, Map<String, String> fields, @Nullable MultipartFile file) throws IOException {
        var extras = new TemplateExtras(fields.getOrDefault("sopra", ""), fields.getOrDefault("titolo", ""), fields.getOrDefault("pulsanti", ""));
        var draft = new TemplateDraft(name, fields.getOrDefault("categoria", ""), fields.getOrDefault("testo", ""), fields.getOrDefault("piede", ""),
            fields.getOrDefault("esempi", ""), extras);
        var flaws = new ArrayList<>(draft.flaws());
        var handed = file != null && !file.isEmpty();
        var sample = !extras.wantsSample() ? Optional.<TemplateSample>empty() : handed && file != null ? TemplateSample.of(file.getBytes(), extras.format())
            : extras.format().equals("IMAGE") ? Optional.of(TemplateSample.PICTURE) : Optional.<TemplateSample>empty();
        if (extras.wantsSample() && sample.isEmpty()) {
            flaws.add("Scegli un esempio per chi approva: una foto JPEG o PNG, un video MP4 o un documento PDF, fino a 5 MB.");
        }
        return new Typed(draft, sample.orElse(null), flaws);
    }

    @PostMapping("/{name}/cancellazione")
    String delete(@PathVariable String slug, @PathVariable String name, Model model, HttpServletResponse response) {
        var town = town();
        var template = find(town, name);
        var definition = template.definition();
        var draft = new TemplateDraft(name, template.status().category(), definition == null ? "" : definition.body(), "", "");
        return done(slug, template, draft, desk.delete(town, template), "whatsapp.template.delete", List.of(), model, response);
    }

    @PostMapping("/{name}/archivio")
    String archive(@PathVariable String slug, @PathVariable String name, @RequestParam(defaultValue = "true") boolean archiviato) {
        var town = town();
        desk.archive(town, find(town, name), archiviato);
        audit.record("whatsapp.template.archive", Map.of("template", name));
        return "redirect:/console/" + slug + "/impostazioni/whatsapp/modelli";
    }

    /** @param refusal null: done; empty: the draft itself is wrong */
    private String done(String slug, @Nullable StoredTemplate template, TemplateDraft draft, @Nullable String refusal, String action, List<String> flaws,
            Model model, HttpServletResponse response) {
        if (refusal == null) {
            audit.record(action, Map.of("template", draft.name()));
            return "redirect:/console/" + slug + "/impostazioni/whatsapp/modelli";
        }
        response.setStatus(refusal.isEmpty() ? HttpStatus.UNPROCESSABLE_CONTENT.value() : HttpStatus.CONFLICT.value());
        return page(template, draft, refusal.isEmpty() ? flaws : List.of(refusal), model);
    }

    private static String page(@Nullable StoredTemplate template, TemplateDraft draft, List<String> flaws, Model model) {
        model.addAttribute("template", template);
        model.addAttribute("draft", draft);
        model.addAttribute("flaws", flaws);
        return "whatsapptemplate/template";
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
