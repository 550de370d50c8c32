// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.inbox;

import it.filodiretto.citizen.Citizens;
import it.filodiretto.citizen.ShownAs;
import it.filodiretto.contact.CallbackTable;
import it.filodiretto.conversation.Conversation;
import it.filodiretto.conversation.ConversationId;
import it.filodiretto.conversation.LockTable;
import it.filodiretto.conversation.Sight;
import it.filodiretto.conversation.Sights;
import it.filodiretto.conversation.StoryTable;
import it.filodiretto.conversation.Waits;
import it.filodiretto.correspondence.Correspondence;
import it.filodiretto.inbound.Inbound;
import it.filodiretto.inbound.Unserved;
import it.filodiretto.messaging.ChannelKind;
import it.filodiretto.municipality.CurrentMunicipality;
import it.filodiretto.municipality.MunicipalityId;
import it.filodiretto.operator.CurrentOperator;
import it.filodiretto.operator.OperatorId;
import it.filodiretto.operator.Operators;
import it.filodiretto.shared.Together;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The lists of the inbox, each with its order, and how many stand in them. */
@Component
@Transactional(readOnly = true)
public class InboxLists {

    private final Sights sights;
    private final ListTable lists;
    private final SearchTable words;
    private final LockTable locks;
    private final CallbackTable callbacks;
    private final StoryTable story;
    private final Waits waits;
    private final Correspondence correspondence;
    private final Inbound inbound;
    private final Citizens citizens;
    private final Operators operators;
    private final Clock clock;
    /** All who have a list before their eyes hear of a change in the same moment, and fetch the same. */
    private final Together<Shown, List<InboxRow>> firstPages = new Together<>(it -> page(it.kind(), it.sight(), Paging.FIRST, it.limit()));
    private final Together<Town, Common> common = new Together<>(it -> common(it.sight()));

    InboxLists(Sights sights, ListTable lists, SearchTable words, LockTable locks, CallbackTable callbacks, StoryTable story, Waits waits, Correspondence correspondence, Inbound inbound,
            Citizens citizens, Operators operators, Clock clock) {
        this.sights = sights;
        this.lists = lists;
        this.words = words;
        this.locks = locks;
        this.callbacks = callbacks;
        this.story = story;
        this.waits = waits;
        this.correspondence = correspondence;
        this.inbound = inbound;
        this.citizens = citizens;
        this.operators = operators;
        this.clock = clock;
    }

    /** A list as it begins for all who see the same. */
    private record Shown(MunicipalityId town, Filter.Kind kind, Sight sight, int limit) {}

    private record Town(MunicipalityId town, Sight sight) {}

    /** Of what is seen, whoever asks. */
    private record Common(Waiting waiting, long unfollowed, long unseen, long toCall) {}

    /** @param longest how long the one has waited who has waited longest in opening time, as in her row: «da 18 min»; empty: nobody waits */
    public record Waiting(long people, String longest) {}

    /** Those who wait by one channel. @param longest as {@link Waiting} has it */
    record OnChannel(ChannelKind channel, long people, long unfollowed, String longest) {}

    /** How many wait, are followed by who asks, are followed by nobody, were seen by nobody, call who asks in a note, are to be called back. */
    public record Counts(Waiting waiting, long mine, long unfollowed, long unseen, long mentioned, long toCall) {}

    /** What a filter names, with what calls the operator; where somebody waits, who has waited longest in opening time comes first. */
    public List<InboxRow> list(Filter filter, Paging paging, int limit) {
        return called(bare(filter, paging, limit));
    }

    /** As {@link #list(Filter, Paging, int)}, where it is known whether anything calls her at all. */
    List<InboxRow> list(Filter filter, Paging paging, int limit, Counts known) {
        var rows = bare(filter, paging, limit);
        return known.mentioned() == 0 ? rows : called(rows);
    }

    private List<InboxRow> bare(Filter filter, Paging paging, int limit) {
        var after = paging.after();
        var sight = sights.current();
        if (filter.kind() == Filter.Kind.LABELLED) {
            return rows(lists.labelled(filter.words(), sight, after, limit));
        }
        if (!filter.words().isEmpty()) {
            return rows(lists.these(words.search(new SearchTable.Search(filter, sight, CurrentOperator.find().orElse(null), clock.instant(), paging.past(), limit))));
        }
        return switch (filter.kind()) {
            case MINE -> rows(CurrentOperator.find().map(it -> lists.followedBy(it, sight, after, limit)).orElse(List.of()));
            case MENTIONED -> rows(CurrentOperator.find().map(it -> lists.calling(it, sight, after, limit)).orElse(List.of()));
            case WAITING, UNFOLLOWED, CALLBACKS, ALL, LATE, NEWCOMERS, SNOOZED, PENDING, CLOSED, LABELLED -> paging.equals(Paging.FIRST)
                ? firstPages.of(new Shown(CurrentMunicipality.require(), filter.kind(), sight, limit)) : page(filter.kind(), sight, paging, limit);
        };
    }

    /** Of a list that is the same for all who see the same talks. */
    private List<InboxRow> page(Filter.Kind kind, Sight sight, Paging paging, int limit) {
        var after = paging.after();
        return switch (kind) {
            case WAITING -> longest(sight, ListTable.Which.WAITING, paging.past(), limit);
            case UNFOLLOWED -> longest(sight, ListTable.Which.UNFOLLOWED, paging.past(), limit);
            case MINE, MENTIONED -> throw new IllegalArgumentException("Each operator has a list of their own: " + kind);
            case CALLBACKS -> rows(lists.these(callbacks.toCall(sight, paging.past(), limit)));
            case ALL -> newest(sight, ListTable.Which.ALL, after, limit);
            case LATE -> longest(sight, ListTable.Which.LATE, paging.past(), limit);
            case NEWCOMERS -> newest(sight, ListTable.Which.UNREGISTERED, after, limit);
            case SNOOZED -> newest(sight, ListTable.Which.SNOOZED, after, limit);
            case PENDING -> newest(sight, ListTable.Which.PENDING, after, limit);
            case CLOSED, LABELLED -> newest(sight, ListTable.Which.CLOSED, after, limit);
        };
    }

    /** Newest first. */
    public List<InboxRow> newest(ListTable.Which which, ListTable.@Nullable Place after, int limit) {
        return called(newest(sights.current(), which, after, limit));
    }

    private List<InboxRow> newest(Sight sight, ListTable.Which which, ListTable.@Nullable Place after, int limit) {
        return rows(lists.newest(sight, which, after, limit));
    }

    /** Whose request nobody has answered, the first first. */
    public List<InboxRow> unanswered(int limit) {
        return called(rows(lists.unanswered(sights.current(), limit)));
    }

    public Waiting waiting() {
        return waiting(sights.current());
    }

    private Waiting waiting(Sight sight) {
        return waiting(lists.waiting(sight, clock.instant()), sight);
    }

    private Waiting waiting(long people, Sight sight) {
        var sheet = waits.sheet();
        return new Waiting(people, ranked(sight, ListTable.Which.WAITING, 1, sheet).findFirst().map(it -> words(it, sheet)).orElse(""));
    }

    /** Of the channels that are read, those by which somebody waits, who has waited longest first. */
    List<OnChannel> waitingByChannel() {
        var sight = sights.current();
        var sheet = waits.sheet();
        var counts = lists.waitingByChannel(sight, clock.instant());
        var first = new LinkedHashMap<ChannelKind, Ranked>();
        ranked(sight, ListTable.Which.WAITING, 1, sheet).forEach(it -> first.putIfAbsent(it.waiter().channel(), it));
        return first.entrySet().stream().filter(it -> counts.containsKey(it.getKey())).map(it -> {
            var count = Objects.requireNonNull(counts.get(it.getKey()));
            return new OnChannel(it.getKey(), count.people(), count.unfollowed(), words(it.getValue(), sheet));
        }).toList();
    }

    private static String words(Ranked first, Waits.Sheet sheet) {
        return sheet.words(first.waiter().channel(), first.waiter().office(), first.waiter().since());
    }

    /** Who has waited longest in opening time. */
    public Optional<ConversationId> longest() {
        return longest(sights.current(), ListTable.Which.WAITING, 0, 1, waits.sheet()).stream().findFirst();
    }

    /** Who is to be called before then. */
    public CallbackTable.Due due(Instant before) {
        return callbacks.due(sights.current(), before, clock.instant());
    }

    public Counts counts() {
        var sight = sights.current();
        var all = common.of(new Town(CurrentMunicipality.require(), sight));
        var own = CurrentOperator.find().map(it -> lists.own(it, sight)).orElse(new ListTable.Own(0, 0));
        return new Counts(all.waiting(), own.mine(), all.unfollowed(), all.unseen(), own.mentioned(), all.toCall());
    }

    private Common common(Sight sight) {
        var crowd = lists.crowd(sight, clock.instant());
        return new Common(waiting(crowd.waiting(), sight), crowd.unfollowed(), crowd.unseen(), callbacks.toCall(sight));
    }

    public Unserved unservedToday() {
        return inbound.unservedToday();
    }

    /** One place in the order of waits. */
    private record Ranked(ListTable.Waiter waiter, Duration length) {}

    private static final Comparator<Ranked> LONGEST = Comparator.comparing(Ranked::length).reversed()
        .thenComparing((Ranked it) -> it.waiter().since()).thenComparing((Ranked it) -> it.waiter().id().value());

    /** Opening time is counted by channel and office: whoever is among the first of all is among the first of hers. */
    private List<InboxRow> longest(Sight sight, ListTable.Which which, int past, int limit) {
        var sheet = waits.sheet();
        return rows(lists.these(longest(sight, which, past, limit, sheet)), sheet);
    }

    private List<ConversationId> longest(Sight sight, ListTable.Which which, int past, int limit, Waits.Sheet sheet) {
        return ranked(sight, which, past + limit, sheet).skip(past).limit(limit).map(it -> it.waiter().id()).toList();
    }

    /** Who has waited longest comes first. @param limit of each office and channel */
    private Stream<Ranked> ranked(Sight sight, ListTable.Which which, int limit, Waits.Sheet sheet) {
        return lists.first(sight, which, clock.instant(), limit).stream().map(it -> new Ranked(it, sheet.length(it.channel(), it.office(), it.since()))).sorted(LONGEST);
    }

    private List<InboxRow> rows(List<Conversation> conversations) {
        return rows(conversations, waits.sheet());
    }

    private List<InboxRow> rows(List<Conversation> conversations, Waits.Sheet sheet) {
        var people = conversations.stream().map(Conversation::citizen).toList();
        var latest = correspondence.latest(people);
        var shown = citizens.shown(people);
        var notices = correspondence.words(conversations.stream().map(Conversation::bulk).filter(Objects::nonNull).distinct().toList());
        var ids = conversations.stream().map(Conversation::id).toList();
        var writing = locks.holders(ids);
        var due = callbacks.due(ids);
        return conversations.stream().map(it -> {
            var bulk = it.bulk();
            var lock = writing.get(it.id());
            var hands = new InboxRow.Hands(name(it.operator()), name(it.care().follower()), name(lock == null ? null : lock.operator()));
            var person = shown.getOrDefault(it.citizen(), ShownAs.NOBODY);
            return new InboxRow(it, person.who(), person.name(), latest.get(it.citizen()),
                bulk == null ? null : InboxRow.firstLine(notices.getOrDefault(bulk, "")), sheet.of(it), hands, due.get(it.id()), false);
        }).toList();
    }

    /** With what calls the operator who asks. */
    private List<InboxRow> called(List<InboxRow> rows) {
        var calling = CurrentOperator.find().map(it -> story.calling(rows.stream().map(row -> row.conversation().id()).toList(), it)).orElse(Set.of());
        return calling.isEmpty() ? rows : rows.stream().map(it -> calling.contains(it.conversation().id()) ? it.withCall() : it).toList();
    }

    private @Nullable String name(@Nullable OperatorId operator) {
        return operator == null ? null : operators.name(operator);
    }
}
