// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.inbox;

import it.filodiretto.conversation.Conversations;
import it.filodiretto.live.ChangeStream;
import it.filodiretto.live.EventStream;
import it.filodiretto.operator.CurrentOperator;
import it.filodiretto.operator.Permission;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The operators' inbox: {@code jte/inbox/list.jte}. */
@Controller
@RequestMapping("/console/{slug}/messaggi")
class InboxController {

    private final InboxPages pages;
    private final ChangeStream changes;
    private final EventStream stream;

    InboxController(InboxPages pages, ChangeStream changes, EventStream stream) {
        this.pages = pages;
        this.changes = changes;
        this.stream = stream;
    }

    /** Who waits; with {@code ?stato=tutte} all, the newest first. */
    @GetMapping
    String list(@RequestParam(defaultValue = "") String stato, @RequestParam(defaultValue = "") String cerca,
            @RequestParam(required = false) @Nullable Instant prima, @RequestParam(required = false) @Nullable UUID di,
            @RequestParam(defaultValue = "0") int oltre, Model model) {
        CurrentOperator.require(Permission.ANSWER);
        model.addAttribute("inbox", pages.list(Filter.of(stato, cerca), Paging.of(prima, di, oltre), null));
        return "inbox/list";
    }

    /** The moving part alone. */
    @GetMapping("/elenco")
    String rows(@RequestParam(defaultValue = "") String stato, @RequestParam(defaultValue = "") String cerca,
            @RequestParam(required = false) @Nullable Instant prima, @RequestParam(required = false) @Nullable UUID di,
            @RequestParam(defaultValue = "0") int oltre, @RequestParam(required = false) @Nullable UUID aperta, Model model) {
        CurrentOperator.require(Permission.ANSWER);
        model.addAttribute("inbox", pages.moving(Filter.of(stato, cerca), Paging.of(prima, di, oltre), aperta));
        model.addAttribute("fresh", true);
        return "inbox/rows";
    }

    /** Says «changed» when any talk of the town has. */
    @GetMapping(path = "/eventi", produces = "text/event-stream")
    void events(HttpServletRequest request, HttpServletResponse response) throws IOException {
        CurrentOperator.require(Permission.ANSWER);
        stream.open(request, response, browser -> changes.run(Conversations.TOPIC, browser));
    }
}
