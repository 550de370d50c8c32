// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.inbound;

import it.filodiretto.citizen.CitizenId;
import it.filodiretto.messaging.ChannelKind;
import it.filodiretto.messaging.InboundContent;
import it.filodiretto.messaging.LaneId;
import it.filodiretto.municipality.AutomaticKind;
import it.filodiretto.municipality.ChannelMode;
import it.filodiretto.municipality.ContactChannel;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.municipality.WhatsAppAccount;
import it.filodiretto.opening.OpeningHours;
import it.filodiretto.outbox.WindowTable;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.util.ClassUtils;

/**
 * Takes what a citizen sent: stores it once, opens the 24 hours, and offers it to the receivers in their order. What is no
 * message to answer is not offered: remarks stay with the message they are about, calls are counted, and what the town does
 * not accept is answered once and stored as refused.
 */
@Service
@Transactional(propagation = Propagation.MANDATORY)
public class Inbound {

    /** Who took what was shown to people without a receiver. */
    private static final String NOBODY = "nobody";

    private final InboundTable messages;
    private final WindowTable windows;
    private final UnservedTable unserved;
    private final OnceADay onceADay;
    private final Municipalities municipalities;
    private final OpeningHours hours;
    private final List<Receiver> receivers;
    private final Clock clock;

    Inbound(InboundTable messages, WindowTable windows, UnservedTable unserved, OnceADay onceADay, Municipalities municipalities,
            OpeningHours hours, List<Receiver> receivers, Clock clock) {
        this.messages = messages;
        this.windows = windows;
        this.unserved = unserved;
        this.onceADay = onceADay;
        this.municipalities = municipalities;
        this.hours = hours;
        this.receivers = receivers;
        this.clock = clock;
    }

    /** In the caller's transaction. @return false if it was here before: a repeat has no effect */
    public boolean receive(InboundMessage message) {
        var account = message.lane().channel() == ChannelKind.WHATSAPP ? municipalities.current().whatsapp() : null;
        boolean refused = isRefused(message.content(), account);
        var foreseen = isOffered(message.content(), refused) ? foreseen(message.lane().channel()) : null;
        var corrected = messages.insert(message, refused, foreseen);
        if (corrected.isEmpty()) {
            return false;
        }
        switch (message.content()) {
            case InboundContent.Edit _ when refused -> refuse(message);
            case InboundContent.Edit edit -> corrected(message, edit);
            case InboundContent.Revoke revoke -> corrected(message, revoke);
            case InboundContent.IdentityChange _ -> showUnlessOneWay(message, account);
            case InboundContent.Reaction _ -> opens(message);
            case InboundContent.Call _ -> {
                opens(message);
                called(message, account);
            }
            case InboundContent.Thing _ when refused -> {
                opens(message);
                refuse(message);
            }
            case InboundContent.Text _, InboundContent.Tap _, InboundContent.OwnNumber _, InboundContent.Thing _ -> {
                opens(message);
                offer(message, foreseen);
                if (corrected.get()) {
                    corrected(message.id(), message.citizen(), message.externalId());
                }
            }
        }
        return true;
    }

    private void corrected(InboundMessage by, InboundContent.Remark remark) {
        messages.find(by.citizen(), by.lane().id(), remark.about()).ifPresent(id -> corrected(id, by.citizen(), remark.about()));
    }

    private void corrected(UUID id, CitizenId citizen, String externalId) {
        receivers.forEach(it -> it.corrected(id, citizen, externalId));
    }

    private static boolean isOffered(InboundContent content, boolean refused) {
        return switch (content) {
            case InboundContent.Text _, InboundContent.Tap _, InboundContent.OwnNumber _ -> true;
            case InboundContent.Thing _ -> !refused;
            case InboundContent.Remark _, InboundContent.Call _, InboundContent.IdentityChange _ -> false;
        };
    }

    private @Nullable String foreseen(ChannelKind channel) {
        return receivers.stream().filter(it -> it.takesTheRest(channel)).findFirst().map(Inbound::name).orElse(null);
    }

    private @Nullable String taker(InboundMessage message) {
        for (var receiver : receivers) {
            if (receiver.receive(message)) {
                return name(receiver);
            }
        }
        return null;
    }

    private static String name(Receiver receiver) {
        return ClassUtils.getUserClass(receiver).getSimpleName();
    }

    /** The message that the lane brought by this id of its own, if it did. */
    @Transactional(readOnly = true)
    public Optional<UUID> find(LaneId lane, String externalId) {
        return messages.find(lane, externalId);
    }

    /** The newest messages of the current municipality, whoever took them. */
    public List<InboundMessage> newest(int limit) {
        return messages.newest(limit);
    }

    /** What nobody served today. */
    @Transactional(readOnly = true)
    public Unserved unservedToday() {
        return unserved.of(day(clock.instant()));
    }

    private static boolean isRefused(InboundContent content, @Nullable WhatsAppAccount account) {
        return account != null && account.mode() != ChannelMode.ONE_WAY
            && (content instanceof InboundContent.Edit edit ? edit.now() : content) instanceof InboundContent.Thing thing
            && !account.accepts().contains(thing.received());
    }

    /** No other channel knows 24 hours, or whom it may not disturb. */
    private void opens(InboundMessage message) {
        if (message.lane().channel() == ChannelKind.WHATSAPP) {
            windows.wrote(message.lane().id(), message.citizen(), message.writtenAt());
        }
    }

    private void called(InboundMessage message, @Nullable WhatsAppAccount account) {
        unserved.count(message.lane().id(), day(message.writtenAt()), "CALL");
        onceADay.answer(message, AutomaticKind.CALL, "call");
        showUnlessOneWay(message, account);
    }

    private void showUnlessOneWay(InboundMessage message, @Nullable WhatsAppAccount account) {
        if (account == null || account.mode() != ChannelMode.ONE_WAY) {
            messages.takenBy(message.id(), NOBODY);
        }
    }

    /** The message was taken as usual; of what came with it, the person is told as of all that is not accepted. */
    void refuseFile(InboundMessage message) {
        unserved.count(message.lane().id(), day(message.writtenAt()), "REFUSED");
        onceADay.answer(message, AutomaticKind.REFUSAL, "refusal");
    }

    /** Where nothing may be answered by itself, people read it. */
    private void refuse(InboundMessage message) {
        unserved.count(message.lane().id(), day(message.writtenAt()), "REFUSED");
        if (onceADay.answer(message, AutomaticKind.REFUSAL, "refusal")) {
            messages.takenBy(message.id(), NOBODY);
        } else {
            offer(message, null);
        }
    }

    private void offer(InboundMessage message, @Nullable String foreseen) {
        var taker = taker(message);
        if (!Objects.equals(taker, foreseen)) {
            messages.takenBy(message.id(), taker);
        }
        var channel = message.lane().channel();
        if (channel != ChannelKind.WHATSAPP) {
            return;
        }
        if (taker == null) {
            onceADay.answer(message, AutomaticKind.COURTESY, "courtesy");
        } else if (taker.equals(foreseen(channel))) {
            sayWhenClosed(message);
        }
    }

    /** Who writes to people who are not there now is told when they are, where the town wants it. */
    private void sayWhenClosed(InboundMessage message) {
        var account = municipalities.current().whatsapp();
        if (account != null && account.allows(AutomaticKind.CLOSED)) {
            var state = hours.now(municipalities.current().timetableOf(ContactChannel.Kind.WHATSAPP));
            if (!state.open()) {
                onceADay.answer(message, AutomaticKind.CLOSED, "closed", Map.of("opening", state.opensInWords()));
            }
        }
    }

    private LocalDate day(Instant moment) {
        return LocalDate.ofInstant(moment, municipalities.current().zone());
    }
}
