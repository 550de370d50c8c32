// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.drafting;

import com.fasterxml.jackson.annotation.JsonProperty;
import it.filodiretto.api.ApiProblem;
import it.filodiretto.api.ApiProblem.Fault;
import it.filodiretto.notice.Flaw;
import it.filodiretto.notice.Notice;
import it.filodiretto.notice.NoticeId;
import it.filodiretto.notice.NoticeRights;
import it.filodiretto.notice.PublishOutcome;
import it.filodiretto.operator.CurrentOperator;
import it.filodiretto.page.Words;
import it.filodiretto.preflight.PreflightShown;
import it.filodiretto.preflight.Preflights;
import it.filodiretto.preflight.QuietHours;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Notices, for programs. */
@RestController
@RequestMapping("/api/v1/municipalities/{slug}/notices")
class NoticeApiController {

    private final Notices notices;
    private final Preflights preflights;
    private final Signatures signatures;
    private final QuietHours quiet;
    private final Words words;
    private final Clock clock;

    NoticeApiController(Notices notices, Preflights preflights, Signatures signatures, QuietHours quiet, Words words, Clock clock) {
        this.notices = notices;
        this.preflights = preflights;
        this.signatures = signatures;
        this.quiet = quiet;
        this.words = words;
        this.clock = clock;
    }

    /**
     * @param state {@code draft, to_approve, scheduled} or {@code sending}
     * @param leavesAt when it leaves by itself, if it is scheduled
     * @param words why it does not leave when it was to, in Italian; null: it does
     */
    record Created(String id, Id broadcast, String state, @Nullable @JsonProperty("leaves_at") Instant leavesAt, @Nullable String words) {}

    record Id(String id) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Created write(@RequestBody NoticeRequest request) {
        NoticeRights.requireToWrite();
        var when = request.when();
        if (when != null && !(when instanceof NoticeRequest.When.Never)) {
            NoticeRights.requireToSend();
        }
        var faults = request.faults(clock.instant());
        if (!faults.isEmpty()) {
            throw NoticeRequest.problem(withFlaws(faults, request));
        }
        return switch (notices.write(request.content())) {
            case WriteOutcome.Flawed(var flaws) -> throw NoticeRequest.problem(flaws.stream().map(NoticeApiController::fault).toList());
            case WriteOutcome.Written(var id, _) -> sent(notices.find(id).orElseThrow(), when);
            case WriteOutcome.TooLate _, WriteOutcome.ChangedMeanwhile _, WriteOutcome.NoSuchNotice _ -> throw new IllegalStateException("A new notice can be written");
        };
    }

    @GetMapping("/{id}/preflight")
    PreflightShown preflight(@PathVariable UUID id) {
        NoticeRights.requireToSee();
        var notice = notices.find(new NoticeId(id)).orElseThrow(() -> ApiProblem.notFound("notice"));
        return PreflightShown.of(preflights.of(notice.aim()));
    }

    private Created sent(Notice notice, NoticeRequest.@Nullable When when) {
        return switch (when) {
            case NoticeRequest.When.Now _ -> sent(notice, (Instant) null);
            case NoticeRequest.When.Then(var at) -> sent(notice, at);
            case NoticeRequest.When.Never _ -> created(notice, "draft", null, null);
            case null -> created(notice, "draft", null, null);
        };
    }

    /**
     * A town's program signs nothing and wakes nobody: where a second person is wanted its notice waits for one, in quiet hours
     * for their end. The installation's own key does as it is told.
     */
    private Created sent(Notice notice, @Nullable Instant at) {
        if (signatures.isWantedFrom(notice)) {
            return created(notice, notices.ask(notice.id(), null, at), words.get("broadcast.sign.key"));
        }
        var wanted = at == null ? clock.instant() : at;
        var morning = CurrentOperator.isTownsProgram() ? quiet.after(notice.content(), wanted).orElse(null) : null;
        if (morning != null) {
            return created(notice, notices.schedule(notice.id(), null, morning), words.get("broadcast.quiet.waits", quiet.shown()));
        }
        return created(notice, at == null ? notices.publish(notice.id(), null) : notices.schedule(notice.id(), null, at), null);
    }

    private static Created created(Notice notice, PublishOutcome outcome, @Nullable String words) {
        return switch (outcome) {
            case PublishOutcome.Started _, PublishOutcome.AlreadySent _ -> created(notice, "sending", null, words);
            case PublishOutcome.Scheduled(_, var at) -> created(notice, "scheduled", at, words);
            case PublishOutcome.Asked _ -> created(notice, "to_approve", null, words);
            case PublishOutcome.Refused(var code, var said) -> throw ApiProblem.of(409, code, said).with("notice", new Id(notice.id().toString()));
            case PublishOutcome.NoSuchNotice _ -> throw ApiProblem.notFound("notice");
        };
    }

    private static Created created(Notice notice, String state, @Nullable Instant leavesAt, @Nullable String words) {
        return new Created(notice.id().toString(), new Id(notice.broadcast().toString()), state, leavesAt, words);
    }

    private List<Fault> withFlaws(List<Fault> faults, NoticeRequest request) {
        var all = new ArrayList<>(faults);
        notices.flaws(request.content()).stream().map(NoticeApiController::fault)
            .filter(it -> faults.stream().noneMatch(known -> known.pointer().equals(it.pointer()))).forEach(all::add);
        return all;
    }

    private static Fault fault(Flaw flaw) {
        return new Fault("#/" + flaw.field(), flaw.words());
    }
}
