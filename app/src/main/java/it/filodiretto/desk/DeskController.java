// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.desk;

import it.filodiretto.conversation.ConversationId;
import it.filodiretto.conversation.Newcomers;
import it.filodiretto.conversation.Outcome;
import it.filodiretto.conversation.ReplyOutcome;
import it.filodiretto.inbox.Filter;
import it.filodiretto.media.Media;
import it.filodiretto.media.StoredFileId;
import it.filodiretto.operator.Audit;
import it.filodiretto.operator.CurrentOperator;
import it.filodiretto.operator.OperatorId;
import it.filodiretto.operator.Permission;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** What operators do with a talk: each action is a noun below it. */
@Controller
@RequestMapping("/console/{slug}/messaggi/{id}")
class DeskController {

    private final ConversationController page;
    private final Desk desk;
    private final Undoing undoing;
    private final Talks talks;
    private final TalkPages pages;
    private final Newcomers newcomers;
    private final Media media;
    private final Audit audit;
    private final Clock clock;

    DeskController(ConversationController page, Desk desk, Undoing undoing, Talks talks, TalkPages pages, Newcomers newcomers, Media media, Audit audit, Clock clock) {
        this.page = page;
        this.desk = desk;
        this.undoing = undoing;
        this.talks = talks;
        this.pages = pages;
        this.newcomers = newcomers;
        this.media = media;
        this.audit = audit;
        this.clock = clock;
    }

    @PostMapping("/presa")
    String take(@PathVariable String slug, @PathVariable UUID id) {
        return back(slug, id, desk.takeOver(talk(id), operator()));
    }

    /** @param operatore empty: nobody follows it any more */
    @PostMapping("/incarico")
    String assign(@PathVariable String slug, @PathVariable UUID id, @RequestParam(required = false) @Nullable UUID operatore) {
        return back(slug, id, desk.assign(talk(id), operatore == null ? null : new OperatorId(operatore), operator()));
    }

    @PostMapping("/ufficio")
    String move(@PathVariable String slug, @PathVariable UUID id, @RequestParam String ufficio, Model model, HttpServletResponse response) {
        return switch (desk.move(talk(id), ufficio, operator())) {
            case MOVED -> "redirect:/console/" + slug + "/messaggi";
            case NO_SUCH_PLACE -> throw new ResponseStatusException(HttpStatus.NOT_FOUND);
            case TALKS_THERE_ALREADY -> {
                var shown = show(id);
                yield page.refused(shown, pages.composer(shown, "", null).refused("", "Non è passata: questa persona parla già con quell’ufficio. Trovi la conversazione in «Con altri uffici»."),
                    HttpStatus.CONFLICT, model, response);
            }
        };
    }

    /** @param letto when the last was written that the page shows of the person */
    @PostMapping("/chiusura")
    String close(@PathVariable String slug, @PathVariable UUID id, @RequestParam(defaultValue = "ANSWERED") Outcome esito,
            @RequestParam(defaultValue = "") String motivo, @RequestParam(required = false) @Nullable Instant letto, Model model, HttpServletResponse response) {
        return switch (desk.close(talk(id), new Desk.Closing(esito, motivo, letto), operator())) {
            case CLOSED -> "redirect:/console/" + slug + "/messaggi";
            case NO_SUCH_CONVERSATION -> throw new ResponseStatusException(HttpStatus.NOT_FOUND);
            case NEEDS_REASON -> notClosed(show(id), esito, motivo, "Non è chiusa: nessuno ha ancora risposto. Rispondi, oppure scrivi il motivo.", model, response);
            case WROTE_MEANWHILE -> notClosed(show(id), esito, motivo, "Non è chiusa: intanto è arrivato un altro messaggio. Leggilo qui sopra.", model, response);
            case TO_CALL -> notClosed(show(id), esito, motivo, "Non è chiusa: c’è ancora una richiamata da fare. In «Richiamate» segna com’è andata, poi chiudi.", model, response);
        };
    }

    private String notClosed(Talk shown, Outcome outcome, String reason, String why, Model model, HttpServletResponse response) {
        var typed = new AnswerForm(Map.of("esito", outcome.name(), "motivo", reason));
        return page.refused(shown, pages.composer(shown, "", null, typed).refused("", why), HttpStatus.CONFLICT, model, response);
    }

    /** @param ore 0: not put off any more */
    @PostMapping("/rinvio")
    String snooze(@PathVariable String slug, @PathVariable UUID id, @RequestParam(defaultValue = "0") int ore) {
        var until = ore <= 0 ? null : clock.instant().plus(Duration.ofHours(Math.min(ore, 24 * 31)));
        return back(slug, id, desk.snooze(talk(id), until, operator()));
    }

    /** @param chiave of the address to which answers go from now on */
    @PostMapping("/indirizzo")
    String answerTo(@PathVariable String slug, @PathVariable UUID id, @RequestParam String chiave) {
        return back(slug, id, desk.answerTo(talk(id), chiave, operator()));
    }

    /** The text in the town's approved template: what may go after 24 hours. */
    @PostMapping("/modello")
    String template(@PathVariable String slug, @PathVariable UUID id, @RequestParam(defaultValue = "") String testo,
            @RequestParam(required = false) @Nullable Integer versione, Model model, HttpServletResponse response) {
        var shown = show(id);
        var text = testo.strip();
        var chosen = text.isEmpty() ? null : pages.template(text);
        var why = text.isEmpty() ? "Scrivi il testo, poi invia il modello." : chosen == null ? "Questo numero non ha ancora modelli." : chosen.approved() ? "" : chosen.words();
        if (chosen != null && why.isEmpty()) {
            var outcome = desk.answer(talk(id), chosen.template(), operator(), versione);
            if (outcome instanceof ReplyOutcome.Queued) {
                return back(slug, id, true);
            }
            why = pages.sentence(outcome);
        }
        return page.refused(shown, pages.composer(shown, "modello", null).refused(testo, why), HttpStatus.CONFLICT, model, response);
    }

    /** Takes the last answer back, and brings its text. */
    @PostMapping("/annullamento")
    String undo(@PathVariable UUID id, Model model, HttpServletResponse response) throws IOException {
        var undone = undoing.undo(talk(id), operator());
        var file = undone.map(Undoing.Undone::file);
        if (file.isPresent()) {
            media.erase(new StoredFileId(file.get()));
        }
        var text = undone.map(Undoing.Undone::text);
        var shown = show(id);
        if (text.isEmpty()) {
            response.setStatus(HttpStatus.CONFLICT.value());
        }
        return page.page(shown, Filter.of("", ""), pages.composer(shown, "", null)
            .refused(text.orElse(""), text.isPresent() ? "Annullata: la risposta non è partita." + (text.get().isEmpty() ? "" : " Qui sotto c’è il tuo testo.") : "È tardi: la risposta è già partita."), model, response);
    }

    @PostMapping("/registrazione")
    String register(@PathVariable String slug, @PathVariable UUID id) {
        return back(slug, id, newcomers.register(talk(id), operator()));
    }

    /** The whole number, once; that it was seen is written down. */
    @PostMapping("/numero")
    String number(@PathVariable UUID id, Model model, HttpServletResponse response) {
        CurrentOperator.require(Permission.SEE_CONTACTS);
        var shown = show(id);
        audit.record("citizen.number-seen", Map.of("conversation", id.toString()));
        return page.page(shown, Filter.of("", ""), pages.composer(shown, "", null).numbered(talks.number(talk(id)).orElse("senza numero")), model, response);
    }

    private static String back(String slug, UUID id, boolean done) {
        if (!done) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return "redirect:/console/" + slug + "/messaggi/" + id;
    }

    private Talk show(UUID id) {
        return talks.find(talk(id)).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private static ConversationId talk(UUID id) {
        CurrentOperator.require(Permission.ANSWER);
        return new ConversationId(id);
    }

    private static OperatorId operator() {
        return CurrentOperator.find().orElseThrow(() -> new ResponseStatusException(HttpStatus.FORBIDDEN));
    }
}
