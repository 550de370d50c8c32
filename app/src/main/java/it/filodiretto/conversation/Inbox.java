// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.conversation;

import it.filodiretto.citizen.Address;
import it.filodiretto.citizen.CitizenId;
import it.filodiretto.citizen.Citizens;
import it.filodiretto.citizen.Merges;
import it.filodiretto.media.Media;
import it.filodiretto.media.StoredFileId;
import it.filodiretto.messaging.Blocks;
import it.filodiretto.messaging.BulkId;
import it.filodiretto.messaging.ChannelKind;
import it.filodiretto.messaging.Correspondence;
import it.filodiretto.messaging.Inbound;
import it.filodiretto.messaging.Line;
import it.filodiretto.messaging.MessageContent;
import it.filodiretto.messaging.Outbox;
import it.filodiretto.messaging.Unserved;
import it.filodiretto.municipality.Office;
import it.filodiretto.operator.CurrentOperator;
import it.filodiretto.operator.OperatorId;
import it.filodiretto.operator.Operators;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The conversations as operators and programs see them: those of their offices. Where the channel only sends there are none. */
@Component
@Transactional(readOnly = true)
class Inbox {

    /** Of {@link it.filodiretto.live.Signals}: some talk of the town has changed. */
    static final String TOPIC = "inbox";
    /** So many messages of a talk are shown at first, and so many more at a time. */
    static final int LINES = 200;
    static final int ALL = Integer.MAX_VALUE - 1;
    private static final int STORY = 50;

    private final ConversationTable table;
    private final ListTable lists;
    private final LockTable locks;
    private final StoryTable story;
    private final RequestTable requests;
    private final WordTable words;
    private final Answers answers;
    private final Waits waits;
    private final Offices offices;
    private final Correspondence correspondence;
    private final Citizens citizens;
    private final Operators operators;
    private final Outbox outbox;
    private final Blocks blocks;
    private final Inbound inbound;
    private final Merges merges;
    private final Media media;
    private final Addresses addresses;
    private final ObjectProvider<Typing> typing;
    private final Clock clock;

    Inbox(ConversationTable table, ListTable lists, LockTable locks, StoryTable story, RequestTable requests, WordTable words, Answers answers, Waits waits,
            Offices offices, Correspondence correspondence, Citizens citizens, Operators operators, Outbox outbox, Blocks blocks, Inbound inbound, Merges merges, Media media,
            Addresses addresses, ObjectProvider<Typing> typing, Clock clock) {
        this.table = table;
        this.lists = lists;
        this.locks = locks;
        this.story = story;
        this.requests = requests;
        this.words = words;
        this.answers = answers;
        this.waits = waits;
        this.offices = offices;
        this.correspondence = correspondence;
        this.citizens = citizens;
        this.operators = operators;
        this.outbox = outbox;
        this.blocks = blocks;
        this.inbound = inbound;
        this.merges = merges;
        this.media = media;
        this.addresses = addresses;
        this.typing = typing;
        this.clock = clock;
    }

    /** How many wait, are followed by who asks, are followed by nobody, were seen by nobody, call who asks in a note. */
    record Counts(ListTable.Waiting waiting, long mine, long unfollowed, long unseen, long mentioned) {}

    public boolean isRead() {
        return answers.isRead(ChannelKind.WHATSAPP);
    }

    /** Who waits longest first, in opening time. */
    public List<InboxRow> waiting(int limit) {
        return longest(ListTable.Which.WAITING, 0, limit);
    }

    /** One place in the order of waits. */
    private record Ranked(ListTable.Waiter waiter, Duration length) {}

    private static final Comparator<Ranked> LONGEST = Comparator.comparing(Ranked::length).reversed()
        .thenComparing((Ranked it) -> it.waiter().since()).thenComparing((Ranked it) -> it.waiter().id().value());

    /** Opening time is counted by channel: whoever is among the first of all is among the first of her channel. */
    private List<InboxRow> longest(ListTable.Which which, int past, int limit) {
        var sheet = waits.sheet();
        return rows(lists.these(lists.first(visible(), which, clock.instant(), past + limit).stream().map(it -> new Ranked(it, sheet.length(it.channel(), it.since())))
            .sorted(LONGEST).skip(past).limit(limit).map(it -> it.waiter().id()).toList()));
    }

    /** Newest first. @param state {@code OPEN, CLOSED, WAITING …}, or {@code null}: all */
    public List<InboxRow> newest(@Nullable String state, ListTable.@Nullable Place after, int limit) {
        return rows(lists.newest(visible(), state == null ? ListTable.Which.ALL : ListTable.Which.valueOf(state), after, limit));
    }

    public List<InboxRow> list(Filter filter, Paging paging, int limit) {
        var after = paging.after();
        if (filter.kind() == Filter.Kind.LABELLED) {
            return rows(lists.labelled(filter.words(), visible(), after, limit));
        }
        if (!filter.words().isEmpty()) {
            return rows(lists.these(words.search(new WordTable.Search(filter, visible(), CurrentOperator.find().orElse(null), clock.instant(), paging.past(), limit))));
        }
        return switch (filter.kind()) {
            case WAITING -> longest(ListTable.Which.WAITING, paging.past(), limit);
            case MINE -> rows(CurrentOperator.find().map(it -> lists.followedBy(it, visible(), after, limit)).orElse(List.of()));
            case UNFOLLOWED -> longest(ListTable.Which.UNFOLLOWED, paging.past(), limit);
            case ALL -> newest(null, after, limit);
            case MENTIONED -> rows(CurrentOperator.find().map(it -> lists.calling(it, visible(), after, limit)).orElse(List.of()));
            case LATE -> longest(ListTable.Which.LATE, paging.past(), limit);
            case NEWCOMERS -> newest("UNREGISTERED", after, limit);
            case SNOOZED -> newest("SNOOZED", after, limit);
            case PENDING -> newest("PENDING", after, limit);
            case CLOSED, LABELLED -> newest("CLOSED", after, limit);
        };
    }

    /** Whose request nobody has answered, the first first. */
    public List<InboxRow> unanswered(int limit) {
        return rows(lists.unanswered(visible(), limit));
    }

    public ListTable.Waiting waiting() {
        return lists.waiting(visible(), clock.instant());
    }

    public Counts counts() {
        var visible = visible();
        return new Counts(waiting(), CurrentOperator.find().map(lists::followedBy).orElse(0L), lists.unfollowed(visible), lists.unseen(visible),
            CurrentOperator.find().map(it -> lists.calling(it, visible)).orElse(0L));
    }

    public Unserved unservedToday() {
        return inbound.unservedToday();
    }

    public Optional<Talk> find(ConversationId id) {
        return find(id, LINES);
    }

    /** @param lines so many, the newest; {@link #ALL} for paper */
    public Optional<Talk> find(ConversationId id, int lines) {
        return table.find(id).filter(it -> visible().contains(it.office()) && answers.isRead(it.channel())).map(it ->
            new Talk(it, citizens.masked(it.citizen()), office(it.office()), said(correspondence.of(it.citizen(), it.bulk(), lines + 1), lines),
                notice(it.bulk()), outbox.windowEnd(it.citizen()).filter(_ -> it.channel() == ChannelKind.WHATSAPP).orElse(answersUntil(it)),
                merges.into(it.citizen()).stream().map(merge -> new Talk.Earlier(merge, citizens.masked(merge.from()))).toList(),
                outbox.refusesMarketing(it.citizen()), hidesNumber(it), blocks.of(it.citizen()).orElse(null), atTheDesk(it)));
    }

    /** What the person wrote in this talk, to be answered in particular. @param message its id, as typed; empty: nothing */
    public Optional<Correspondence.Quotable> quoted(Conversation talk, String message) {
        return message.matches("[0-9a-f-]{36}") && talk.channel() == ChannelKind.WHATSAPP
            ? correspondence.quotable(talk.citizen(), talk.channel(), UUID.fromString(message)) : Optional.empty();
    }

    /** The same content, quoting that message if there is one. */
    public MessageContent quoting(Talk talk, String message, MessageContent content) {
        return quoted(talk.conversation(), message).<MessageContent>map(it -> new MessageContent.Reply(it.externalId(), content)).orElse(content);
    }

    /** The number whole; who asks is written down by the caller. */
    public Optional<String> number(ConversationId id) {
        return table.find(id).filter(it -> visible().contains(it.office()))
            .flatMap(it -> Optional.ofNullable(citizens.addresses(List.of(it.citizen())).get(it.citizen()))).map(Address::phone).map(it -> it.e164());
    }

    private boolean hidesNumber(Conversation conversation) {
        var address = conversation.channel() == ChannelKind.WHATSAPP ? citizens.addresses(List.of(conversation.citizen())).get(conversation.citizen()) : null;
        return address != null && address.phone() == null;
    }

    private java.time.Instant answersUntil(Conversation conversation) {
        return conversation.channel() == ChannelKind.WHATSAPP ? conversation.lastInboundAt() : clock.instant().plus(Duration.ofDays(365));
    }

    private List<String> visible() {
        return isRead() ? offices.visible() : List.of();
    }

    private Talk.AtTheDesk atTheDesk(Conversation it) {
        var writing = locks.holder(it.id()).map(lock -> new Talk.Writing(lock.operator(), operators.name(lock.operator()), lock.length())).orElse(null);
        return new Talk.AtTheDesk(waits.of(it), name(it.care().follower()), writing,
            notes(it.id()),
            story.happenings(it.id(), STORY).stream().map(one -> new Talk.Told(name(one.operator()), one.words(), one.at(), false)).toList(),
            requests.open(it.id()).isEmpty(), table.othersOf(it).stream().filter(other -> visible().contains(other.office()))
                .map(other -> new Talk.Other(other.id(), office(other.office()), other.state().words(), other.lastInboundAt())).toList(),
            typing.stream().anyMatch(one -> one.isWriting(it.citizen())),
            new Talk.Choices(offices.marks(it.office()), offices.all().stream().filter(office -> !office.code().equals(it.office())).toList(),
                addresses.of(it)));
    }

    private List<Talk.Told> notes(ConversationId id) {
        var toMe = CurrentOperator.find().map(it -> story.calling(id, it)).orElse(Set.of());
        return story.notes(id).stream().map(it -> new Talk.Told(operators.name(it.operator()), it.body(), it.at(), toMe.contains(it.id()))).toList();
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

    private List<InboxRow> rows(List<Conversation> conversations) {
        var people = conversations.stream().map(Conversation::citizen).toList();
        var latest = correspondence.latest(people);
        var shown = citizens.masked(people);
        var notices = correspondence.words(conversations.stream().map(Conversation::bulk).filter(Objects::nonNull).distinct().toList());
        var ids = conversations.stream().map(Conversation::id).toList();
        var writing = locks.holders(ids);
        var calling = CurrentOperator.find().map(it -> story.calling(ids, it)).orElse(Set.of());
        var names = new HashMap<OperatorId, String>();
        var sheet = waits.sheet();
        return conversations.stream().map(it -> {
            var bulk = it.bulk();
            var lock = writing.get(it.id());
            return new InboxRow(it, String.valueOf(shown.get(it.citizen())), latest.get(it.citizen()),
                bulk == null ? null : InboxRow.firstLine(notices.getOrDefault(bulk, "")), sheet.of(it),
                new InboxRow.Hands(name(it.operator(), names), name(it.care().follower(), names), name(lock == null ? null : lock.operator(), names)), calling.contains(it.id()));
        }).toList();
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

    private @Nullable String name(@Nullable OperatorId operator, Map<OperatorId, String> known) {
        return operator == null ? null : known.computeIfAbsent(operator, operators::name);
    }
}
