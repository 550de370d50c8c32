// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.contact;

import it.filodiretto.citizen.CitizenId;
import it.filodiretto.conversation.Conversation;
import it.filodiretto.conversation.ConversationId;
import it.filodiretto.conversation.ConversationTable;
import it.filodiretto.conversation.Conversations;
import it.filodiretto.conversation.RequestTable;
import it.filodiretto.conversation.StoryTable;
import it.filodiretto.conversation.Waits;
import it.filodiretto.conversation.WordTable;
import it.filodiretto.live.Signals;
import it.filodiretto.office.Offices;
import it.filodiretto.opening.OpeningHours;
import it.filodiretto.operator.Audit;
import it.filodiretto.operator.OperatorId;
import it.filodiretto.shared.Ids;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Who asked to be called back: due in the office's time after the next opening, tried until somebody answers. */
@Service
@Transactional
public class Callbacks {

    private final CallbackTable table;
    private final ConversationTable conversations;
    private final StoryTable story;
    private final WordTable words;
    private final Offices offices;
    private final OpeningHours hours;
    private final RequestTable requests;
    private final Waits waits;
    private final Audit audit;
    private final Signals signals;
    private final Clock clock;

    Callbacks(CallbackTable table, ConversationTable conversations, StoryTable story, WordTable words, Offices offices, OpeningHours hours, RequestTable requests, Waits waits,
            Audit audit, Signals signals, Clock clock) {
        this.table = table;
        this.conversations = conversations;
        this.story = story;
        this.words = words;
        this.offices = offices;
        this.hours = hours;
        this.requests = requests;
        this.waits = waits;
        this.audit = audit;
        this.signals = signals;
        this.clock = clock;
    }

    /** How somebody is reached: at least one of phone (E.164) and e-mail. */
    public record Contact(String name, @Nullable String phone, @Nullable String email) {}

    /** When somebody who asks now will have been called: so much opening time from now. Closed for a year: in a year. */
    @Transactional(readOnly = true)
    public Instant due(@Nullable String timetable, Duration within) {
        var now = clock.instant();
        return hours.after(timetable, now, within).orElse(now.plus(Duration.ofDays(365)));
    }

    /** The person whose talk is open wants to be called; with a code of before, again, or elsewhere. */
    public Callback ask(CitizenId citizen, String code, Contact contact, Instant due) {
        var conversation = conversations.latestOf(citizen).orElseThrow(() -> new IllegalStateException("Who asks for a call has written before"));
        var before = table.find(code);
        var asked = new Callback(before.map(Callback::id).orElseGet(Ids::next), conversation, code, contact.name(), contact.phone(), contact.email(), clock.instant(), due,
            Callback.State.OPEN, 0, null);
        if (before.isPresent()) {
            table.renew(asked);
        } else {
            table.insert(asked, citizen);
            words.add(conversation, asked.id(), code, clock.instant());
        }
        story.happened(conversation, null, "CALLBACK", before.isPresent() ? "scrive di nuovo per la richiamata " + code + ": guarda il recapito" : "chiede di essere ricontattato: codice " + code,
            clock.instant());
        signals.changed(Conversations.TOPIC);
        return table.find(code).orElseThrow();
    }

    @Transactional(readOnly = true)
    public Optional<Callback> find(String code) {
        return table.find(code);
    }

    /** Newest first; empty if the operator sees no such talk. */
    @Transactional(readOnly = true)
    public Optional<List<Callback>> of(ConversationId id) {
        return conversations.find(id).filter(it -> offices.visible().contains(it.office())).map(it -> table.of(it.id()));
    }

    /** A second click, or one on an old page, changes nothing. @return false if there is no such call-back, or nothing like that can come of it */
    public boolean settle(ConversationId id, UUID callback, Callback.Outcome outcome, OperatorId by) {
        var talk = conversations.lock(id).filter(it -> offices.visible().contains(it.office()));   // before the call, as who asks again does
        var asked = talk.stream().flatMap(it -> table.of(it.id()).stream()).filter(it -> it.id().equals(callback) && it.outcomes().contains(outcome)).findFirst();
        if (asked.isEmpty()) {
            return false;
        }
        var now = clock.instant();
        var words = switch (outcome) {
            case DONE -> table.settle(callback, Callback.State.DONE, now) ? Optional.of("ha richiamato: si sono parlati") : Optional.<String>empty();
            case EMAILED -> table.settle(callback, Callback.State.EMAILED, now) ? Optional.of("ha scritto un’e-mail al posto della richiamata") : Optional.<String>empty();
            case NO_ANSWER -> table.tried(callback, now).map(it -> "ha provato a richiamare: non risponde (" + it + "ª volta)");
        };
        words.ifPresent(it -> {
            if (outcome != Callback.Outcome.NO_ANSWER) {
                answered(talk.get(), asked.get(), by);
            }
            story.happened(id, by, "CALLBACK", it, now);
            audit.record("callback." + outcome.name().toLowerCase(Locale.ROOT).replace('_', '-'), Map.of("conversation", id.toString()));
            signals.changed(Conversations.TOPIC);
        });
        return true;
    }

    /** Who was called, or written to, has a person's answer, and waits no more; unless she has written since she asked. */
    private void answered(Conversation talk, Callback asked, OperatorId by) {
        if (talk.waitingSince() != null && !talk.lastInboundAt().isAfter(asked.askedAt())) {
            var now = clock.instant();
            conversations.answered(talk.id(), by).ifPresent(since -> requests.answered(talk.id(), now, waits.between(talk, since, now)));
        }
    }
}
