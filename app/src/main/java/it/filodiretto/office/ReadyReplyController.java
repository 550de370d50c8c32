// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.office;

import it.filodiretto.operator.CurrentOperator;
import it.filodiretto.operator.OperatorId;
import it.filodiretto.operator.Operators;
import it.filodiretto.operator.Permission;
import it.filodiretto.wording.Topic;
import it.filodiretto.wording.Topics;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** What operators prepare: ready answers, saved lists, who works for which office. */
@Controller
@RequestMapping("/console/{slug}/messaggi")
class ReadyReplyController {

    private static final int LONGEST = 4096;
    private static final int LONGEST_WORDS = 500;

    private final ReadyReplies ready;
    private final ReadyReplyTable saved;
    private final Offices offices;
    private final Operators operators;
    private final Topics topics;

    ReadyReplyController(ReadyReplies ready, ReadyReplyTable saved, Offices offices, Operators operators, Topics topics) {
        this.ready = ready;
        this.saved = saved;
        this.offices = offices;
        this.operators = operators;
        this.topics = topics;
    }

    @GetMapping("/risposte-pronte")
    String show(Model model) {
        CurrentOperator.require(Permission.ANSWER);
        return page("", "", "", model);
    }

    @PostMapping("/risposte-pronte")
    String add(@PathVariable String slug, @RequestParam(defaultValue = "") String codice, @RequestParam(defaultValue = "") String titolo,
            @RequestParam(defaultValue = "") String testo, Model model, HttpServletResponse response) {
        CurrentOperator.require(Permission.ANSWER);
        var shortcut = codice.strip().toLowerCase(Locale.ROOT).replaceFirst("^/", "");
        var unknown = ReadyReplies.unknownVariable(testo);
        var why = !shortcut.matches("[a-z0-9-]{1,24}") ? "Il codice ha da 1 a 24 lettere minuscole o cifre, senza spazi."
            : titolo.isBlank() || titolo.strip().length() > 80 ? "Scrivi un titolo, al massimo 80 caratteri."
            : testo.isBlank() || testo.length() > LONGEST ? "Scrivi il testo, al massimo 4.096 caratteri."
            : unknown.isPresent() ? "Non so che cosa mettere al posto di {" + unknown.get() + "}. Puoi usare " + ReadyReplies.VARIABLES.stream().map(it -> "{" + it + "}").collect(Collectors.joining(", ")) + "."
            : ready.add(null, shortcut, titolo.strip(), testo.strip().replace("\r\n", "\n")) ? "" : "C’è già una risposta con il codice " + shortcut + ".";
        if (why.isEmpty()) {
            return "redirect:/console/" + slug + "/messaggi/risposte-pronte";
        }
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        model.addAttribute("typedTitle", titolo);
        return page(why, codice, testo, model);
    }

    @PostMapping("/risposte-pronte/{reply}/rimozione")
    String remove(@PathVariable String slug, @PathVariable UUID reply) {
        CurrentOperator.require(Permission.ANSWER);
        found(ready.remove(reply));
        return "redirect:/console/" + slug + "/messaggi/risposte-pronte";
    }

    /** Keeps a list for later. @param filtro its query */
    @PostMapping("/filtri")
    @Transactional
    public String save(@PathVariable String slug, @RequestParam String nome, @RequestParam String filtro) {
        CurrentOperator.require(Permission.ANSWER);
        if (!nome.isBlank() && nome.strip().length() <= 40 && filtro.startsWith("?") && filtro.length() <= 300) {
            saved.save(operator(), nome.strip(), filtro);
        }
        return "redirect:/console/" + slug + "/messaggi" + (filtro.startsWith("?") ? filtro : "");
    }

    @PostMapping("/filtri/{filter}/rimozione")
    @Transactional
    public String forget(@PathVariable String slug, @PathVariable UUID filter) {
        CurrentOperator.require(Permission.ANSWER);
        found(saved.forget(operator(), filter));
        return "redirect:/console/" + slug + "/messaggi";
    }

    /** Who sees and answers an office's talks, and how long people may wait there. */
    @PostMapping("/uffici/{office}")
    String change(@PathVariable String slug, @PathVariable String office, @RequestParam(required = false) @Nullable List<UUID> membri,
            @RequestParam(defaultValue = "15") int obiettivo, @RequestParam(defaultValue = "120") int avviso,
            @RequestParam(defaultValue = "") String parole, @RequestParam(defaultValue = "") List<String> argomenti, @RequestParam(defaultValue = "false") boolean turno) {
        CurrentOperator.require(Permission.ADMINISTER);
        if (offices.all().stream().noneMatch(it -> it.code().equals(office))) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        var here = operators.colleagues().stream().map(Operators.Colleague::id).toList();
        offices.change(office, membri == null ? List.of() : membri.stream().map(OperatorId::new).filter(here::contains).toList());
        var ours = topics.list().stream().map(Topic::code).filter(argomenti::contains).toList();
        offices.rule(office, new RuleTable.OfficeRule(parole.strip().substring(0, Math.min(LONGEST_WORDS, parole.strip().length())), ours, turno));
        offices.pace(office, new Offices.Pace(Math.clamp(obiettivo, 1, 10000), Math.clamp(avviso, 1, 100000)));
        return "redirect:/console/" + slug + "/messaggi/risposte-pronte";
    }

    private String page(String refusal, String shortcut, String text, Model model) {
        model.addAttribute("refusal", refusal);
        model.addAttribute("shortcut", shortcut);
        model.addAttribute("text", text);
        model.addAttribute("replies", ready.all());
        model.addAttribute("offices", offices.all().stream().map(it -> new OfficeView(it.code(), it.name(), offices.members().getOrDefault(it.code(), List.of()),
            offices.pace(it.code()), offices.rule(it.code()))).toList());
        model.addAttribute("topics", topics.list());
        model.addAttribute("colleagues", operators.colleagues(Permission.ANSWER));
        return "office/ready";
    }

    private static void found(boolean there) {
        if (!there) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
    }

    private static OperatorId operator() {
        return CurrentOperator.find().orElseThrow(() -> new ResponseStatusException(HttpStatus.FORBIDDEN));
    }
}
