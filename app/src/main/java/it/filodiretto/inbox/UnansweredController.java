// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.inbox;

import it.filodiretto.operator.CurrentOperator;
import it.filodiretto.operator.Permission;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Who has no answer yet, and how many had none at the end of each day: {@code jte/inbox/unanswered.jte}. */
@Controller
class UnansweredController {

    private static final int MOST = 200;
    private static final int NIGHTS = 31;

    private final InboxLists lists;
    private final WatchTable table;

    UnansweredController(InboxLists lists, WatchTable table) {
        this.lists = lists;
        this.table = table;
    }

    @GetMapping("/console/{slug}/messaggi/senza-risposta")
    @Transactional(readOnly = true)
    public String show(Model model) {
        CurrentOperator.require(Permission.ANSWER);
        model.addAttribute("rows", lists.unanswered(MOST));
        model.addAttribute("nights", table.nights(NIGHTS));
        return "inbox/unanswered";
    }
}
