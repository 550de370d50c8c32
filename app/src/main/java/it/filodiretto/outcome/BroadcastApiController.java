// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.outcome;

import com.fasterxml.jackson.annotation.JsonProperty;
import it.filodiretto.api.ApiProblem;
import it.filodiretto.broadcast.BroadcastStatus;
import it.filodiretto.broadcast.Broadcasts;
import it.filodiretto.broadcast.ControlOutcome;
import it.filodiretto.notice.BroadcastId;
import it.filodiretto.notice.NoticeRights;
import it.filodiretto.outbox.BulkCounts;
import it.filodiretto.outbox.BulkState;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The sendings of notices, for programs. */
@RestController
@RequestMapping("/api/v1/municipalities/{slug}/broadcasts")
class BroadcastApiController {

    private final Broadcasts broadcasts;

    BroadcastApiController(Broadcasts broadcasts) {
        this.broadcasts = broadcasts;
    }

    record Shown(String state, long recipients, Counts counts, @Nullable @JsonProperty("started_at") Instant startedAt,
            @Nullable @JsonProperty("finished_at") Instant finishedAt, List<BulkState.Failure> failures,
            @Nullable @JsonProperty("pause_reason") String pauseReason) {

        static Shown of(BroadcastStatus status) {
            return new Shown(status.phase().code(), status.recipients(), Counts.of(status.counts()), status.startedAt(), status.finishedAt(),
                status.failures(), status.pauseReason());
        }
    }

    record Counts(long queued, @JsonProperty("in_flight") long inFlight, long uncertain, long accepted, long sent, long delivered, long read,
            long failed, long left, long excluded) {

        static Counts of(BulkCounts counts) {
            return new Counts(counts.queued(), counts.inFlight(), counts.uncertain(), counts.accepted(), counts.sent(), counts.delivered(),
                counts.read(), counts.failed(), counts.left(), counts.excluded());
        }
    }

    @GetMapping("/{id}")
    Shown show(@PathVariable UUID id) {
        NoticeRights.requireToSee();
        return broadcasts.find(new BroadcastId(id)).map(Shown::of).orElseThrow(() -> ApiProblem.notFound("broadcast"));
    }

    @PostMapping("/{id:[^:]+}:pause")
    Shown pause(@PathVariable UUID id) {
        NoticeRights.requireToSend();
        return after(broadcasts.pause(new BroadcastId(id)), id);
    }

    @PostMapping("/{id:[^:]+}:resume")
    Shown resume(@PathVariable UUID id) {
        NoticeRights.requireToSend();
        return after(broadcasts.resume(new BroadcastId(id)), id);
    }

    @PostMapping("/{id:[^:]+}:cancel")
    Shown cancel(@PathVariable UUID id) {
        NoticeRights.requireToSend();
        return after(broadcasts.cancel(new BroadcastId(id)), id);
    }

    private Shown after(ControlOutcome outcome, UUID id) {
        return switch (outcome) {
            case ControlOutcome.Done _ -> show(id);
            case ControlOutcome.NotNow(var words) -> throw ApiProblem.of(409, "not-now", words);
            case ControlOutcome.NoSuchBroadcast _ -> throw ApiProblem.notFound("broadcast");
        };
    }
}
