// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.broadcast;

import it.filodiretto.page.Words;
import it.filodiretto.operator.Permission;
import it.filodiretto.operator.CurrentOperator;
import it.filodiretto.api.ApiProblem;
import it.filodiretto.api.ApiProblem.Fault;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    private final Words words;
    private final Clock clock;

    NoticeApiController(Notices notices, Preflights preflights, Signatures signatures, Words words, Clock clock) {
        this.notices = notices;
        this.preflights = preflights;
        this.signatures = signatures;
        this.words = words;
        this.clock = clock;
    }

    record Created(String id, Id broadcast) {}

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
            case WriteOutcome.Written(var id, var broadcast) -> {
                send(id, when);
                yield new Created(id.toString(), new Id(broadcast.toString()));
            }
            case WriteOutcome.TooLate _, WriteOutcome.NoSuchNotice _ -> throw new IllegalStateException("A new notice can be written");
        };
    }

    @GetMapping("/{id}/preflight")
    Map<String, Object> preflight(@PathVariable UUID id) {
        NoticeRights.requireToSee();
        var notice = notices.find(new NoticeId(id)).orElseThrow(() -> ApiProblem.notFound("notice"));
        return preflights.of(notice.aim()).json();
    }

    private void send(NoticeId id, NoticeRequest.@Nullable When when) {
        if (when != null && !(when instanceof NoticeRequest.When.Never)) {
            requireSignature(id);
        }
        var outcome = switch (when) {
            case NoticeRequest.When.Now _ -> notices.publish(id, null);
            case NoticeRequest.When.Then(var at) -> notices.schedule(id, null, at);
            case NoticeRequest.When.Never _ -> null;
            case null -> null;
        };
        if (outcome instanceof PublishOutcome.Refused(var code, var words)) {
            throw ApiProblem.of(409, code, words).with("notice", new Id(id.toString()));
        }
    }

    /** Where a second person must sign, only a key that may send does without. */
    private void requireSignature(NoticeId id) {
        if (notices.find(id).filter(signatures::isWanted).isPresent() && !CurrentOperator.may(Permission.SEND_NOTICES)) {
            throw ApiProblem.of(409, "second-signature", words.get("broadcast.sign.key")).with("notice", new Id(id.toString()));
        }
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
