// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.conversation;

import it.filodiretto.messaging.MessageContent;
import it.filodiretto.messaging.ReadMarks;
import it.filodiretto.operator.CurrentOperator;
import it.filodiretto.operator.Permission;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Instant;
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

/** The operators' inbox: {@code jte/conversation/}. */
@Controller
@RequestMapping("/console/{slug}/messaggi")
class ConversationController {

    static final int LONGEST = 4096;
    private static final int ON_A_PAGE = 50;
    private static final int WAITING = 200;

    private final Conversations conversations;
    private final Inbox inbox;
    private final ReadMarks readMarks;
    private final Clock clock;

    ConversationController(Conversations conversations, Inbox inbox, ReadMarks readMarks, Clock clock) {
        this.conversations = conversations;
        this.inbox = inbox;
        this.readMarks = readMarks;
        this.clock = clock;
    }

    /** Who waits; with {@code ?stato=tutte} all, the newest first. */
    @GetMapping
    String list(@RequestParam(defaultValue = "") String stato, @RequestParam(required = false) @Nullable Instant prima,
            @RequestParam(required = false) @Nullable UUID di, Model model) {
        rows(stato, prima, di, model);
        model.addAttribute("unserved", ConversationPages.words(inbox.unservedToday()));
        return "conversation/list";
    }

    /** The moving part alone. */
    @GetMapping("/elenco")
    String rows(@RequestParam(defaultValue = "") String stato, @RequestParam(required = false) @Nullable Instant prima,
            @RequestParam(required = false) @Nullable UUID di, Model model) {
        CurrentOperator.require(Permission.ANSWER);
        var all = stato.equals("tutte");
        var after = prima == null || di == null ? null : new ConversationTable.Place(prima, di);
        var rows = all ? inbox.newest(null, after, ON_A_PAGE) : inbox.waiting(WAITING);
        model.addAttribute("rows", rows);
        model.addAttribute("all", all);
        model.addAttribute("more", all && rows.size() == ON_A_PAGE);
        model.addAttribute("isRead", inbox.isRead());
        model.addAttribute("summary", ConversationPages.words(inbox.waiting(), clock.instant()));
        return "conversation/rows";
    }

    @GetMapping("/{id}")
    String show(@PathVariable UUID id, @RequestParam(required = false) @Nullable String sconosciuto, Model model) {
        var talk = find(id);
        readMarks.opened(talk.conversation().citizen());
        page(talk, "", "", model);
        model.addAttribute("unknown", sconosciuto != null);
        return "conversation/thread";
    }

    /** The operator is writing: the person sees it. */
    @PostMapping("/{id}/scrittura")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void writing(@PathVariable UUID id) {
        readMarks.writing(find(id).conversation().citizen());
    }

    /** What was said alone, if it changed since it was seen. When free text has become possible or not, the whole page comes. */
    @GetMapping("/{id}/scambi")
    String lines(@PathVariable UUID id, @RequestParam String visto, Model model, HttpServletResponse response) {
        var talk = find(id);
        var stamp = talk.stamp(clock.instant());
        if (stamp.equals(visto)) {
            response.setStatus(HttpStatus.NO_CONTENT.value());
        } else if (visto.endsWith("c") && stamp.endsWith("a")) {
            response.setHeader("HX-Refresh", "true");
        }
        model.addAttribute("talk", talk);
        model.addAttribute("fresh", true);
        return "conversation/lines";
    }

    @PostMapping("/{id}/risposte")
    String reply(@PathVariable String slug, @PathVariable UUID id, @RequestParam(defaultValue = "") String testo, Model model, HttpServletResponse response) {
        var talk = find(id);
        var text = testo.strip().replace("\r\n", "\n");
        if (text.isEmpty() || text.codePointCount(0, text.length()) > LONGEST) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return page(talk, testo, text.isEmpty() ? "Scrivi la risposta, poi inviala." : "La risposta è troppo lunga: WhatsApp accetta 4.096 caratteri.", model);
        }
        var operator = CurrentOperator.find().orElseThrow(() -> new ResponseStatusException(HttpStatus.FORBIDDEN));
        return switch (conversations.reply(talk.conversation().id(), new MessageContent.Text(text), operator)) {
            case ReplyOutcome.Queued _ -> "redirect:/console/" + slug + "/messaggi/" + id;
            case ReplyOutcome.WindowClosed _ -> {
                response.setStatus(HttpStatus.CONFLICT.value());
                yield page(talk, testo, "Non è partita: sono passate 24 ore dall’ultimo messaggio. Qui sotto c’è il tuo testo.", model);
            }
            case ReplyOutcome.NobodyNamed _ -> throw new ResponseStatusException(HttpStatus.FORBIDDEN);
            case ReplyOutcome.NoSuchConversation _ -> throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        };
    }

    private String page(Talk talk, String text, String refusal, Model model) {
        model.addAttribute("talk", talk);
        model.addAttribute("text", text);
        model.addAttribute("refusal", refusal);
        model.addAttribute("unknown", false);
        return "conversation/thread";
    }

    private Talk find(UUID id) {
        CurrentOperator.require(Permission.ANSWER);
        return inbox.find(new ConversationId(id)).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
