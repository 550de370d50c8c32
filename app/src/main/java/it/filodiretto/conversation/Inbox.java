// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.conversation;

import it.filodiretto.citizen.Address;
import it.filodiretto.citizen.Citizens;
import it.filodiretto.citizen.Merges;
import it.filodiretto.media.Media;
import it.filodiretto.media.StoredFileId;
import it.filodiretto.messaging.BulkId;
import it.filodiretto.messaging.Correspondence;
import it.filodiretto.messaging.Inbound;
import it.filodiretto.messaging.InboundContent;
import it.filodiretto.messaging.Line;
import it.filodiretto.messaging.Outbox;
import it.filodiretto.messaging.Unserved;
import it.filodiretto.municipality.ChannelMode;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.municipality.Office;
import it.filodiretto.operator.OperatorId;
import it.filodiretto.operator.Operators;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The conversations as operators and programs see them. Where the channel only sends there are none. */
@Component
@Transactional(readOnly = true)
class Inbox {

    /** So many messages of a talk are shown. */
    static final int LINES = 200;

    private final ConversationTable table;
    private final Correspondence correspondence;
    private final Citizens citizens;
    private final Operators operators;
    private final Municipalities municipalities;
    private final Outbox outbox;
    private final Inbound inbound;
    private final Merges merges;
    private final Media media;

    Inbox(ConversationTable table, Correspondence correspondence, Citizens citizens, Operators operators, Municipalities municipalities, Outbox outbox,
            Inbound inbound, Merges merges, Media media) {
        this.table = table;
        this.correspondence = correspondence;
        this.citizens = citizens;
        this.operators = operators;
        this.municipalities = municipalities;
        this.outbox = outbox;
        this.media = media;
        this.inbound = inbound;
        this.merges = merges;
    }

    public boolean isRead() {
        var account = municipalities.current().whatsapp();
        return account == null || account.mode() != ChannelMode.ONE_WAY;
    }

    /** Who waits longest first. */
    public List<InboxRow> waiting(int limit) {
        return isRead() ? rows(table.waiting(limit)) : List.of();
    }

    /** Newest first. @param state {@code OPEN, CLOSED, WAITING}, or {@code null}: all */
    public List<InboxRow> newest(@Nullable String state, ConversationTable.@Nullable Place after, int limit) {
        return isRead() ? rows(table.newest(state, after, limit)) : List.of();
    }

    public ConversationTable.Waiting waiting() {
        return isRead() ? table.waiting() : new ConversationTable.Waiting(0, null);
    }

    public Unserved unservedToday() {
        return inbound.unservedToday();
    }

    public Optional<Talk> find(ConversationId id) {
        return (isRead() ? table.find(id) : Optional.<Conversation>empty()).map(it -> new Talk(it, citizens.masked(it.citizen()), office(it.office()),
            signed(correspondence.of(it.citizen(), it.bulk(), LINES)), notice(it.bulk()),
            outbox.windowEnd(it.citizen()).orElse(it.lastInboundAt()),
            merges.into(it.citizen()).stream().map(merge -> new Talk.Earlier(merge, citizens.masked(merge.from()))).toList(), outbox.refusesMarketing(it.citizen())));
    }

    /** A file that a person sent has the id of the message that brought it. */
    private List<Talk.Signed> signed(List<Line> lines) {
        var files = media.find(lines.stream().filter(it -> it instanceof Line.Received received && received.content() instanceof InboundContent.Attachment)
            .map(it -> new StoredFileId(it.id())).toList());
        return lines.stream().map(it -> new Talk.Signed(it, it instanceof Line.Written written ? name(written.operator()) : null,
            files.get(new StoredFileId(it.id())))).toList();
    }

    private List<InboxRow> rows(List<Conversation> conversations) {
        var people = conversations.stream().map(Conversation::citizen).toList();
        var latest = correspondence.latest(people);
        var addresses = citizens.addresses(people);
        var notices = correspondence.words(conversations.stream().map(Conversation::bulk).filter(Objects::nonNull).distinct().toList());
        return conversations.stream().map(it -> {
            var bulk = it.bulk();
            return new InboxRow(it, shown(addresses.get(it.citizen())), latest.get(it.citizen()),
                bulk == null ? null : InboxRow.firstLine(notices.getOrDefault(bulk, "")), name(it.operator()));
        }).toList();
    }

    private @Nullable String notice(@Nullable BulkId bulk) {
        return bulk == null ? null : InboxRow.firstLine(correspondence.words(List.of(bulk)).getOrDefault(bulk, ""));
    }

    private String office(String code) {
        return municipalities.current().offices().stream().filter(it -> it.code().equals(code)).map(Office::name).findFirst().orElse(code);
    }

    private @Nullable String name(@Nullable OperatorId operator) {
        return operator == null ? null : operators.name(operator);
    }

    private static String shown(@Nullable Address address) {
        var phone = address == null ? null : address.phone();
        return phone == null ? "senza numero" : phone.shown();
    }
}
