// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.desk;

import it.filodiretto.citizen.Address;
import it.filodiretto.citizen.Citizens;
import it.filodiretto.citizen.Merges;
import it.filodiretto.conversation.Conversation;
import it.filodiretto.conversation.ConversationId;
import it.filodiretto.conversation.ConversationTable;
import it.filodiretto.conversation.LockTable;
import it.filodiretto.conversation.RequestTable;
import it.filodiretto.conversation.Sight;
import it.filodiretto.conversation.Sights;
import it.filodiretto.conversation.StoryTable;
import it.filodiretto.conversation.Typing;
import it.filodiretto.conversation.Waits;
import it.filodiretto.correspondence.Correspondence;
import it.filodiretto.correspondence.Line;
import it.filodiretto.inbox.InboxRow;
import it.filodiretto.media.Media;
import it.filodiretto.media.StoredFileId;
import it.filodiretto.messaging.BulkId;
import it.filodiretto.messaging.ChannelKind;
import it.filodiretto.messaging.MessageContent;
import it.filodiretto.municipality.Office;
import it.filodiretto.office.Offices;
import it.filodiretto.operator.CurrentOperator;
import it.filodiretto.operator.OperatorId;
import it.filodiretto.operator.Operators;
import it.filodiretto.outbox.Blocks;
import it.filodiretto.outbox.Outbox;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The talks as operators and programs see them, one by one; {@link it.filodiretto.inbox.InboxLists} has their lists. */
@Component
@Transactional(readOnly = true)
class Talks {

    /** So many messages of a talk are shown at first, and so many more at a time. */
    static final int LINES = 200;
    static final int ALL = Integer.MAX_VALUE - 1;
    private static final int STORY = 50;

    private final ConversationTable table;
    private final LockTable locks;
    private final StoryTable story;
    private final RequestTable requests;
    private final Sights sights;
    private final Waits waits;
    private final Offices offices;
    private final Correspondence correspondence;
    private final Citizens citizens;
    private final Operators operators;
    private final Outbox outbox;
    private final Blocks blocks;
    private final Merges merges;
    private final Media media;
    private final Addresses addresses;
    private final List<Typing> typing;
    private final Clock clock;

    Talks(ConversationTable table, LockTable locks, StoryTable story, RequestTable requests, Sights sights, Waits waits,
            Offices offices, Correspondence correspondence, Citizens citizens, Operators operators, Outbox outbox, Blocks blocks, Merges merges, Media media,
            Addresses addresses, List<Typing> typing, Clock clock) {
        this.table = table;
        this.locks = locks;
        this.story = story;
        this.requests = requests;
        this.sights = sights;
        this.waits = waits;
        this.offices = offices;
        this.correspondence = correspondence;
        this.citizens = citizens;
        this.operators = operators;
        this.outbox = outbox;
        this.blocks = blocks;
        this.merges = merges;
        this.media = media;
        this.addresses = addresses;
        this.typing = typing;
        this.clock = clock;
    }

    public Optional<Talk> find(ConversationId id) {
        return find(id, LINES);
    }

    /** @param lines so many, the newest; {@link #ALL} for paper */
    public Optional<Talk> find(ConversationId id, int lines) {
        return table.find(id).flatMap(it -> {
            var sight = sights.current();
            return sight.has(it) ? Optional.of(talk(it, lines, beside(it), atTheDesk(it, sight))) : Optional.empty();
        });
    }

    /** As {@link #find(ConversationId, int)}, without what stands beside and below what was said: for a page that shows the talk already. */
    public Optional<Talk> said(ConversationId id, int lines) {
        return sights.look(id).map(seen -> {
            var it = seen.talk();
            return talk(it, lines, Beside.NOTHING,
                new Talk.AtTheDesk(waits.of(it), name(it.care().follower()), writing(seen.writing()), seen.noted() ? notes(it.id()) : List.of(), List.of(), false, List.of(), writes(it),
                    new Talk.Choices(List.of(), List.of(), List.of(), false)));
        });
    }

    /** What is known of the person besides what was said. */
    private record Beside(List<Talk.Earlier> earlier, boolean hidesNumber, Blocks.@Nullable Block blocked) {

        static final Beside NOTHING = new Beside(List.of(), false, null);
    }

    private Beside beside(Conversation it) {
        return new Beside(merges.into(it.citizen()).stream().map(merge -> new Talk.Earlier(merge, citizens.masked(merge.from()))).toList(),
            hidesNumber(it), blocks.of(it.citizen()).orElse(null));
    }

    private Talk talk(Conversation it, int lines, Beside beside, Talk.AtTheDesk desk) {
        var shown = citizens.shown(it.citizen());
        return new Talk(it, shown.who(), shown.name(), office(it.office()), said(correspondence.of(it.citizen(), it.bulk(), lines + 1), lines),
            notice(it.bulk()), answersUntil(it), beside.earlier(), shown.onWhatsApp() && outbox.refusesMarketing(it.citizen()), beside.hidesNumber(), beside.blocked(), desk);
    }

    /** What the person wrote in this talk, to be answered in particular. @param message its id, as typed; empty: nothing */
    public Optional<Correspondence.Quotable> quoted(Conversation talk, String message) {
        return message.matches("[0-9a-f-]{36}") && talk.channel() == ChannelKind.WHATSAPP
            ? correspondence.quotable(talk.citizen(), talk.channel(), UUID.fromString(message)) : Optional.empty();
    }

    /** The same content, quoting that message if there is one. */
    public MessageContent quoting(Conversation talk, String message, MessageContent content) {
        return quoted(talk, message).<MessageContent>map(it -> new MessageContent.Reply(it.externalId(), content)).orElse(content);
    }

    /** The number whole; who asks is written down by the caller. */
    public Optional<String> number(ConversationId id) {
        return sights.find(id)
            .flatMap(it -> Optional.ofNullable(citizens.addresses(List.of(it.citizen())).get(it.citizen()))).map(Address::phone).map(it -> it.e164());
    }

    private boolean hidesNumber(Conversation conversation) {
        var address = conversation.channel() == ChannelKind.WHATSAPP ? citizens.addresses(List.of(conversation.citizen())).get(conversation.citizen()) : null;
        return address != null && address.phone() == null;
    }

    private java.time.Instant answersUntil(Conversation conversation) {
        return conversation.channel() != ChannelKind.WHATSAPP ? clock.instant().plus(Duration.ofDays(365))
            : outbox.windowEnd(conversation.citizen()).orElse(conversation.lastInboundAt());
    }

    private Talk.@Nullable Writing writing(LockTable.@Nullable Writing lock) {
        return lock == null ? null : new Talk.Writing(lock.operator(), operators.name(lock.operator()), lock.length());
    }

    private boolean writes(Conversation it) {
        return typing.stream().anyMatch(one -> one.isWriting(it.citizen()));
    }

    private Talk.AtTheDesk atTheDesk(Conversation it, Sight sight) {
        return new Talk.AtTheDesk(waits.of(it), name(it.care().follower()), writing(locks.holder(it.id()).orElse(null)),
            notes(it.id()),
            story.happenings(it.id(), STORY).stream().map(one -> new Talk.Told(name(one.operator()), one.words(), one.at(), false)).toList(),
            requests.open(it.id()).isEmpty(), table.othersOf(it).stream().filter(sight::has)
                .map(other -> new Talk.Other(other.id(), office(other.office()), other.state().words(), other.lastInboundAt())).toList(),
            writes(it),
            new Talk.Choices(offices.marks(it.office()), offices.all().stream().filter(office -> !office.code().equals(it.office())).toList(),
                addresses.of(it), typing.stream().anyMatch(one -> one.hasLeft(it.citizen(), it.channel()))));
    }

    private List<Talk.Told> notes(ConversationId id) {
        var notes = story.notes(id);
        var toMe = notes.isEmpty() ? Set.<UUID>of() : CurrentOperator.find().map(it -> story.calling(id, it)).orElse(Set.of());
        return notes.stream().map(it -> new Talk.Told(operators.name(it.operator()), it.body(), it.at(), toMe.contains(it.id()))).toList();
    }

    private Talk.Said said(List<Line> lines, int most) {
        var more = lines.size() > most;
        return new Talk.Said(signed(more ? lines.subList(lines.size() - most, lines.size()) : lines), most, more);
    }

    private List<Talk.Signed> signed(List<Line> lines) {
        var files = media.find(lines.stream().flatMap(it -> Stream.ofNullable(file(it))).toList());
        return lines.stream().map(it -> new Talk.Signed(it, it instanceof Line.Written written ? name(written.operator()) : null,
            Optional.ofNullable(file(it)).map(files::get).orElse(null))).toList();
    }

    /** A file that a person sent has the id of the message that brought it. */
    private static @Nullable StoredFileId file(Line line) {
        return switch (line) {
            case Line.Received it -> it.file() == null ? null : new StoredFileId(it.file());
            case Line.Written it -> it.content().attachment() == null ? null : new StoredFileId(it.content().attachment().file());
        };
    }

    private @Nullable String notice(@Nullable BulkId bulk) {
        return bulk == null ? null : InboxRow.firstLine(correspondence.words(List.of(bulk)).getOrDefault(bulk, ""));
    }

    private String office(String code) {
        return offices.all().stream().filter(it -> it.code().equals(code)).map(Office::name).findFirst().orElse(code);
    }

    private @Nullable String name(@Nullable OperatorId operator) {
        return operator == null ? null : operators.name(operator);
    }
}
