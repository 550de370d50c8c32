// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.broadcast;

import it.filodiretto.messaging.MessageContent;
import it.filodiretto.notice.Notice;
import it.filodiretto.notice.NoticeId;
import it.filodiretto.notice.NoticeText;
import it.filodiretto.operator.CurrentOperator;
import it.filodiretto.operator.OperatorId;
import it.filodiretto.operator.Operators;
import it.filodiretto.outbox.BulkCounts;
import it.filodiretto.outbox.BulkState;
import it.filodiretto.outbox.Bulks;
import it.filodiretto.register.RegisterEntries;
import it.filodiretto.register.RegisterEntry;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the town's register keeps of a notice on its way: who wrote and signed what, for whom, when it left, and what came of it. */
@Component
public class NoticeRegister {

    private final RegisterEntries register;
    private final Operators operators;

    NoticeRegister(RegisterEntries register, Operators operators) {
        this.register = register;
        this.operators = operators;
    }

    /** How it leaves. @param at the audience is the one of this moment @param text for those whose 24 hours are open; the template for the others */
    record Sending(Instant at, long recipients, MessageContent.Text text, MessageContent.Template template) {}

    /** Somebody let it leave at a time to come. */
    void signed(Notice notice, @Nullable OperatorId by, Instant leaves) {
        register.add(notice.id().value(), "signed", Map.of("by", who(by), "leaves_at", leaves.toString(), "text_hash", notice.hash()));
    }

    public void unsigned(Notice notice, @Nullable OperatorId by) {
        register.add(notice.id().value(), "signature_withdrawn", Map.of("by", who(by)));
    }

    void started(Notice notice, @Nullable OperatorId by, Sending sending) {
        var content = notice.content();
        var facts = new LinkedHashMap<String, Object>();
        facts.put("broadcast", notice.broadcast().toString());
        facts.put("title", content.title());
        facts.put("topic", content.topic());
        facts.put("level", content.level() == null ? "" : content.level().name().toLowerCase(Locale.ROOT));
        facts.put("districts", content.districts());
        facts.put("drill", content.details().drill());
        facts.put("text_hash", notice.hash());
        facts.put("free_text", sending.text().body());
        facts.put("template", Map.of("name", sending.template().name(), "language", sending.template().language(), "words", sending.template().words()));
        facts.put("written_by", who(notice.author()));
        var changedBy = notice.signing().changedBy();
        if (changedBy != null) {
            facts.put("changed_by", who(changedBy));
        }
        var askedBy = notice.signing().askedBy();
        if (askedBy != null) {
            facts.put("signature_asked_by", who(askedBy));
        }
        facts.put("approved_by", who(by));
        if (notice.following() != null) {
            facts.put("follows", Map.of("notice", notice.following().first().toString(), "as", notice.following().relation().name().toLowerCase(Locale.ROOT)));
        }
        facts.put("audience", Map.of("recipients", sending.recipients(), "as_of", sending.at().toString(), "channel", NoticeText.WHATSAPP));
        register.add(notice.id().value(), "started", facts);
    }

    /** One person alone sent what wants two signatures. */
    public void overridden(Notice notice, @Nullable OperatorId by, String reason) {
        register.add(notice.id().value(), "single_signature", Map.of("by", who(by), "reason", reason));
    }

    /** Paused, resumed, stopped. @param words why, if nobody did it @param status how far it was */
    void happened(NoticeId notice, BroadcastEvent.Kind kind, @Nullable String words, @Nullable BroadcastStatus status) {
        var facts = new LinkedHashMap<String, Object>();
        if (words == null) {
            facts.put("by", who(CurrentOperator.find().orElse(null)));
        } else {
            facts.put("reason", words);
        }
        if (status != null) {
            facts.put("counts", counts(status.counts()));
        }
        register.add(notice.value(), kind.name().toLowerCase(Locale.ROOT), facts);
    }

    /** Nothing is left to be done: when its messages left, by the minute, and by which means. */
    void ended(NoticeId notice, BulkState state, List<Bulks.Minute> minutes) {
        var facts = outcomeOf(state);
        facts.put("started_at", state.startedAt().toString());
        facts.put("finished_at", String.valueOf(state.finishedAt()));
        facts.put("stopped", state.stage() == BulkState.Stage.CANCELLED);
        facts.put("means", means(minutes.stream().mapToLong(Bulks.Minute::template).sum(), minutes.stream().mapToLong(Bulks.Minute::freeText).sum(),
            minutes.stream().mapToLong(Bulks.Minute::unknown).sum()));
        facts.put("minutes", minutes.stream().map(it -> {
            var minute = means(it.template(), it.freeText(), it.unknown());
            minute.put("at", it.at().toString());
            return minute;
        }).toList());
        register.add(notice.value(), "ended", facts);
    }

    /** What was known when the program stopped watching. */
    void outcome(NoticeId notice, BulkState state) {
        register.add(notice.value(), "outcome", outcomeOf(state));
    }

    public List<RegisterEntry> entries(NoticeId notice) {
        return register.of(notice.value());
    }

    public String file(NoticeId notice) {
        return register.file(notice.value());
    }

    private static Map<String, Object> outcomeOf(BulkState state) {
        var facts = new LinkedHashMap<String, Object>();
        facts.put("recipients", state.recipients());
        facts.put("counts", counts(state.counts()));
        facts.put("failures", state.failures().stream().map(it -> Map.of("code", it.code(), "reason", it.reason(), "count", it.count())).toList());
        return facts;
    }

    private static Map<String, Object> means(long template, long freeText, long unknown) {
        var means = new LinkedHashMap<String, Object>();
        means.put("template", template);
        means.put("free_text", freeText);
        if (unknown > 0) {
            means.put("unknown", unknown);
        }
        return means;
    }

    public static Map<String, Object> counts(BulkCounts counts) {
        var all = new LinkedHashMap<String, Object>();
        all.put("queued", counts.queued());
        all.put("in_flight", counts.inFlight());
        all.put("uncertain", counts.uncertain());
        all.put("accepted", counts.accepted());
        all.put("sent", counts.sent());
        all.put("delivered", counts.delivered());
        all.put("read", counts.read());
        all.put("failed", counts.failed());
        all.put("left", counts.left());
        all.put("excluded", counts.excluded());
        return all;
    }

    private Map<String, Object> who(@Nullable OperatorId operator) {
        return operator == null ? Map.of("name", "programma") : Map.of("name", operators.name(operator), "id", operator.toString());
    }
}
