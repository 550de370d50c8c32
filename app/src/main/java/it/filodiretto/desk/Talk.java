// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.desk;

import it.filodiretto.channel.ReplyAddresses.ReplyAddress;
import it.filodiretto.citizen.Merge;
import it.filodiretto.conversation.Conversation;
import it.filodiretto.conversation.ConversationId;
import it.filodiretto.conversation.MessageWords;
import it.filodiretto.conversation.Waits;
import it.filodiretto.correspondence.Line;
import it.filodiretto.media.StoredFile;
import it.filodiretto.messaging.ChannelKind;
import it.filodiretto.messaging.InboundContent;
import it.filodiretto.municipality.Office;
import it.filodiretto.operator.OperatorId;
import it.filodiretto.outbox.Blocks;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A conversation with what was said lately, or all of it.
 *
 * @param who masked number
 * @param name what the person calls herself, where {@code who} does not say it; null: nobody knows
 * @param office name of the office that answers
 * @param notice first line of the notice that was answered, or {@code null}
 * @param windowEnd until when free text may go
 * @param earlier who became this person
 * @param noMarketing promotional messages are not wanted
 * @param blocked she is shut out of this channel; null: she is not
 * @param hidesNumber she writes by WhatsApp and shows no number
 * @param desk what operators did, and do just now
 */
record Talk(Conversation conversation, String who, @Nullable String name, String office, Said said, @Nullable String notice, Instant windowEnd,
        List<Earlier> earlier, boolean noMarketing, boolean hidesNumber, Blocks.@Nullable Block blocked, AtTheDesk desk) {

    /** @param lines the oldest first; {@code most} so many were asked for; {@code more} there are older ones */
    record Said(List<Signed> lines, int most, boolean more) {}

    List<Signed> lines() {
        return said.lines();
    }

    /** Whether she is known by a telephone number: it is then what she is shown by. */
    boolean isNumbered() {
        return who.startsWith("+");
    }

    /** By which channels these lines went; none of them says so where it is one. */
    Set<ChannelKind> channels() {
        return said.lines().stream().map(it -> it.line().channel()).collect(Collectors.toUnmodifiableSet());
    }

    /** Whether the person, or we, named a place on the map. */
    boolean hasPlace() {
        return said.lines().stream().map(Signed::line).anyMatch(it -> it instanceof Line.Received received && received.content() instanceof InboundContent.Location
            || it instanceof Line.Written written && MessageWords.place(written.content()) != null);
    }

    /** @param who masked number */
    record Earlier(Merge merge, String who) {

        String words() {
            return switch (merge.cause()) {
                case SEEN_TOGETHER -> "WhatsApp ha detto che sono la stessa persona";
                case NUMBER_CHANGED -> "ha cambiato numero";
                case CARRIED_ON -> "ha continuato la chat su WhatsApp";
                case OPERATOR -> "unita da un operatore";
            };
        }
    }

    /** @param author name of the operator who wrote it; {@code file} what came with it */
    record Signed(Line line, @Nullable String author, @Nullable StoredFile file) {}

    /** Something an operator wrote for operators, or did. @param toMe it calls who reads it */
    record Told(@Nullable String author, String words, Instant at, boolean toMe) {}

    /** Somebody is writing. */
    record Writing(OperatorId operator, String name, Duration length) {}

    /**
     * @param follower name
     * @param story newest first
     * @param answered a person has answered the present request
     * @param others of the same person with other offices
     * @param citizenWrites just now
     */
    record AtTheDesk(Waits.@Nullable Wait waited, @Nullable String follower, @Nullable Writing writing, List<Told> notes, List<Told> story, boolean answered, List<Other> others, boolean citizenWrites,
        Choices choices) {

        List<String> marks() {
            return choices.marks();
        }
    }

    /** @param marks as what the office marks messages; @param offices to which the talk can be passed; @param addresses that wrote in it, the one to which answers go first. @param left the person has ended her chat */
    record Choices(List<String> marks, List<Office> offices, List<ReplyAddress> addresses, boolean left) {}

    /** Another talk of the same person. @param office name */
    record Other(ConversationId id, String office, String state, Instant at) {}

    /** A line of the log: a message or a note. */
    record Entry(Instant at, @Nullable Signed signed, @Nullable Told note) {}

    /** Oldest first; of the notes those since the first line that is shown. */
    List<Entry> entries() {
        var entries = new ArrayList<Entry>();
        said.lines().forEach(it -> entries.add(new Entry(it.line().at(), it, null)));
        var since = said.more() ? said.lines().getFirst().line().at() : Instant.MIN;
        desk.notes().stream().filter(it -> !it.at().isBefore(since)).forEach(it -> entries.add(new Entry(it.at(), null, it)));
        entries.sort(Comparator.comparing(Entry::at));
        return entries;
    }

    boolean isOpen(Instant now) {
        return now.isBefore(windowEnd);
    }

    /** Whether one message of hers can be answered by an emoji, or quoted. */
    boolean answersInParticular(Instant now) {
        return conversation.channel() == ChannelKind.WHATSAPP && isOpen(now);
    }

    /** Whether somebody else writes just now. */
    boolean isLockedFor(@Nullable OperatorId operator) {
        return desk.writing() != null && !desk.writing().operator().equals(operator);
    }

    /** Changes with every change that a reader would see. Ends with {@code m} where there is a place to show, then {@code a} where free text may go. */
    String stamp(Instant now) {
        var writing = desk.writing();
        return Integer.toHexString(Objects.hash(said, desk.notes(), desk.follower(), conversation.care().version(), conversation.care().snoozedUntil(),
                conversation.state().name(), writing == null ? null : writing.operator(), desk.citizenWrites()))
            + (hasPlace() ? "m" : "n") + (isOpen(now) ? "a" : "c");
    }
}
