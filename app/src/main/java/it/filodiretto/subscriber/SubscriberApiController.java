// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.subscriber;

import it.filodiretto.api.ApiProblem;
import it.filodiretto.operator.Audit;
import it.filodiretto.operator.CurrentOperator;
import it.filodiretto.operator.Permission;
import it.filodiretto.subscription.SubscriberImport;
import it.filodiretto.subscription.Subscriptions;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/municipalities/{slug}/subscribers}: bringing in and counting. No call lists people. */
@RestController
class SubscriberApiController {

    private final Subscriptions subscriptions;
    private final EvidencePapers papers;
    private final Audit audit;

    SubscriberApiController(Subscriptions subscriptions, EvidencePapers papers, Audit audit) {
        this.subscriptions = subscriptions;
        this.papers = papers;
        this.audit = audit;
    }

    record Listed(@Nullable List<@Nullable Line> subscribers) {}

    record Line(@Nullable String phone, @Nullable List<String> topics, @Nullable String evidence) {}

    @PostMapping("/api/v1/municipalities/{slug}/subscribers:import")
    Subscriptions.ImportOutcome bringIn(@RequestBody Listed listed) {
        CurrentOperator.require(Permission.MANAGE_SUBSCRIBERS);
        var lines = listed.subscribers();
        if (lines == null) {
            throw ApiProblem.invalid("#/subscribers", "A list of {phone, topics?, evidence} is missing");
        }
        if (lines.size() > SubscriberImport.LONGEST_LIST) {
            throw ApiProblem.invalid("#/subscribers", "At most " + SubscriberImport.LONGEST_LIST + " subscribers a call, not " + lines.size());
        }
        var outcome = subscriptions.importAll(lines.stream().map(SubscriberApiController::read).toList());
        audit.record("subscribers.import", Map.of("created", String.valueOf(outcome.created()), "known", String.valueOf(outcome.known()),
            "refused", String.valueOf(outcome.refused().size())));
        return outcome;
    }

    @GetMapping("/api/v1/municipalities/{slug}/subscribers/count")
    Subscriptions.Count count() {
        if (!CurrentOperator.may(Permission.MANAGE_SUBSCRIBERS)) {
            CurrentOperator.require(Permission.SEE_NOTICES);
        }
        return subscriptions.count();
    }

    /** The evidence of one person's choices as a PDF of one page. @param whole with the number whole, which is written down */
    @GetMapping("/api/v1/municipalities/{slug}/subscribers/{id}/evidence")
    ResponseEntity<byte[]> evidence(@PathVariable UUID id, @RequestParam(defaultValue = "false") boolean whole) {
        CurrentOperator.require(Permission.MANAGE_SUBSCRIBERS);
        if (whole) {
            CurrentOperator.require(Permission.SEE_CONTACTS);
        }
        return SubscriberController.answer(papers, id, whole);
    }

    /** What is missing is refused with the others, line by line. */
    private static Subscriptions.ImportLine read(@Nullable Line line) {
        return line == null ? new Subscriptions.ImportLine("", null, "")
            : new Subscriptions.ImportLine(line.phone() == null ? "" : line.phone(), line.topics(), line.evidence() == null ? "" : line.evidence());
    }
}
