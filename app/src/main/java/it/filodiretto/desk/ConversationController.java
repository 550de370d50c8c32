// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.desk;

import it.filodiretto.conversation.Conversation;
import it.filodiretto.conversation.ConversationId;
import it.filodiretto.conversation.ReplyOutcome;
import it.filodiretto.conversation.Sights;
import it.filodiretto.inbound.ReadMarks;
import it.filodiretto.inbox.Filter;
import it.filodiretto.messaging.MessageContent;
import it.filodiretto.operator.CurrentOperator;
import it.filodiretto.operator.OperatorId;
import it.filodiretto.operator.Permission;
import it.filodiretto.page.ContentPolicy;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.server.ResponseStatusException;

/** A talk of the inbox: {@code jte/desk/thread.jte}. */
@Controller
@RequestMapping("/console/{slug}/messaggi")
class ConversationController {

    static final int LONGEST = 4096;
    private static final int MOST_LINES = 100_000;

    private final Desk desk;
    private final Talks talks;
    private final TalkPages pages;
    private final Sights sights;
    private final ReadMarks readMarks;
    private final MapTiles maps;
    private final Clock clock;

    ConversationController(Desk desk, Talks talks, TalkPages pages, Sights sights, ReadMarks readMarks, MapTiles maps, Clock clock) {
        this.desk = desk;
        this.talks = talks;
        this.pages = pages;
        this.sights = sights;
        this.readMarks = readMarks;
        this.maps = maps;
        this.clock = clock;
    }

    @GetMapping("/{id}")
    String show(@PathVariable UUID id, @RequestParam(defaultValue = "") String stato, @RequestParam(defaultValue = "") String cerca,
            @RequestParam(defaultValue = "") String modo, @RequestParam(required = false) @Nullable UUID pronta,
            @RequestParam(required = false) @Nullable String sconosciuto, @RequestParam(defaultValue = "") String cita,
            @RequestParam(defaultValue = "") String modello, @RequestParam(defaultValue = "0") int fino, Model model, HttpServletResponse response) {
        var talk = find(id, fino);
        readMarks.opened(talk.conversation().citizen());
        desk.seen(talk.conversation().id(), CurrentOperator.find().orElse(null));
        var composer = pages.composer(talk, modo, pronta, new AnswerForm(Map.of("cita", cita, "modello", modello)));
        return page(talk, Filter.of(stato, cerca), sconosciuto == null ? composer : composer.unknownNumber(), model, response);
    }

    /** The talk's page; where it shows a place, with the map's script, and leave to fetch its pictures. */
    String page(Talk talk, Filter filter, Composer composer, Model model, HttpServletResponse response) {
        if (maps.isOn() && talk.hasPlace()) {
            model.addAttribute("maps", maps);
            response.setHeader("Content-Security-Policy", ContentPolicy.withPicturesFrom(maps.origin()));
        }
        return pages.thread(talk, filter, composer, model);
    }

    /** The operator is writing: the person sees it, and so do the colleagues. */
    @PostMapping("/{id}/scrittura")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void writing(@PathVariable UUID id) {
        var talk = bare(id);
        desk.writes(talk.id(), operator());
        readMarks.writing(talk.citizen());
    }

    /** What was said alone, if it changed since it was seen. When free text has become possible or not, or there is a place to show, the whole page comes. */
    @GetMapping("/{id}/scambi")
    String lines(@PathVariable UUID id, @RequestParam String visto, @RequestParam(defaultValue = "0") int fino, Model model, HttpServletResponse response) {
        CurrentOperator.require(Permission.ANSWER);
        var talk = talks.said(new ConversationId(id), Math.clamp(fino, Talks.LINES, MOST_LINES)).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        var stamp = talk.stamp(clock.instant());
        if (stamp.equals(visto)) {
            response.setStatus(HttpStatus.NO_CONTENT.value());
        } else if (visto.endsWith("c") && stamp.endsWith("a") || maps.isOn() && isFirstPlace(visto, stamp)) {
            response.setHeader("HX-Refresh", "true");
        }
        model.addAttribute("talk", talk);
        model.addAttribute("me", CurrentOperator.find().orElse(null));
        model.addAttribute("maps", maps.isOn() ? maps : null);
        model.addAttribute("fresh", true);
        return "desk/lines";
    }

    @PostMapping("/{id}/risposte")
    String reply(@PathVariable String slug, @PathVariable UUID id, @RequestParam(defaultValue = "") String testo,
            @RequestParam(required = false) @Nullable Integer versione, @RequestParam(defaultValue = "") String cita, Model model, HttpServletResponse response) {
        CurrentOperator.require(Permission.ANSWER);
        var text = testo.strip().replace("\r\n", "\n");
        if (text.isEmpty() || text.codePointCount(0, text.length()) > LONGEST) {
            return refused(find(id), cita, testo, text.isEmpty() ? "Scrivi la risposta, poi inviala." : "La risposta è troppo lunga: WhatsApp accetta 4.096 caratteri.",
                HttpStatus.UNPROCESSABLE_CONTENT, model, response);
        }
        var content = new MessageContent.Text(text);
        var outcome = desk.answer(new ConversationId(id), cita.isEmpty() ? content : talks.quoting(bare(id), cita, content), operator(), versione);
        return outcome instanceof ReplyOutcome.Queued ? "redirect:/console/" + slug + "/messaggi/" + id
            : refused(find(id), cita, testo, pages.sentence(outcome), HttpStatus.CONFLICT, model, response);
    }

    private String refused(Talk talk, String quoted, String text, String why, HttpStatus status, Model model, HttpServletResponse response) {
        return refused(talk, pages.composer(talk, "", null, new AnswerForm(Map.of("cita", quoted))).refused(text, why), status, model, response);
    }

    /** The talk again, with what was typed and why it was not taken. */
    String refused(Talk talk, Composer composer, HttpStatus status, Model model, HttpServletResponse response) {
        response.setStatus(status.value());
        return page(talk, Filter.of("", ""), composer, model, response);
    }

    /** The map's script is only on pages that show a place. */
    private static boolean isFirstPlace(String seen, String stamp) {
        return seen.matches(".*n.") && stamp.matches(".*m.");
    }

    private Conversation bare(UUID id) {
        CurrentOperator.require(Permission.ANSWER);
        return sights.find(new ConversationId(id)).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private Talk find(UUID id) {
        return find(id, Talks.LINES);
    }

    private Talk find(UUID id, int lines) {
        CurrentOperator.require(Permission.ANSWER);
        return talks.find(new ConversationId(id), Math.clamp(lines, Talks.LINES, MOST_LINES)).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private static OperatorId operator() {
        return CurrentOperator.find().orElseThrow(() -> new ResponseStatusException(HttpStatus.FORBIDDEN));
    }
}
