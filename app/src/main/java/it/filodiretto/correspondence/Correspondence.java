// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.correspondence;

import it.filodiretto.citizen.CitizenId;
import it.filodiretto.citizen.CitizensMerged;
import it.filodiretto.citizen.CitizensParted;
import it.filodiretto.messaging.BulkId;
import it.filodiretto.messaging.ChannelKind;
import it.filodiretto.messaging.MessageContent;
import it.filodiretto.messaging.MessageId;
import it.filodiretto.operator.OperatorId;
import it.filodiretto.outbox.RestraintTable;
import it.filodiretto.sending.MergedMessageTable;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What a person and the town hall have written to each other. What no receiver took is not in it: nobody is to read it. */
@Service
@Transactional(readOnly = true)
public class Correspondence {

    private final CorrespondenceTable table;
    private final RestraintTable restraints;
    private final MergedMessageTable merged;
    private final RemarkTable remarks;

    Correspondence(CorrespondenceTable table, RestraintTable restraints, MergedMessageTable merged, RemarkTable remarks) {
        this.table = table;
        this.restraints = restraints;
        this.merged = merged;
        this.remarks = remarks;
    }

    /** The newest lines, oldest first. @param about the notice to many that is shown among them, or {@code null} */
    public List<Line> of(CitizenId citizen, @Nullable BulkId about, int limit) {
        return table.lines(citizen, about, limit).reversed();
    }

    /** The last line with each of these people, notices to many apart. */
    public Map<CitizenId, Line> latest(Collection<CitizenId> citizens) {
        return table.latest(citizens);
    }

    /** To whom this message of ours goes, and who wrote it; empty if there is none. */
    public Optional<Author> author(MessageId message) {
        return table.author(message);
    }

    /** @param operator null: a program, or nobody */
    public record Author(CitizenId citizen, @Nullable OperatorId operator) {}

    /** What the person wrote by this channel, to be answered in particular; empty if there is no such message of hers. */
    public Optional<Quotable> quotable(CitizenId citizen, ChannelKind channel, UUID message) {
        return table.quotable(citizen, channel, message);
    }

    /** @param externalId the channel's */
    public record Quotable(UUID id, String externalId, String words) {}

    /** What this message to one person says; empty if there is none. */
    public Optional<MessageContent> content(MessageId message) {
        return table.content(message);
    }

    /** What the person has said afterwards about a message of hers. @param externalId the channel's */
    public Remarks remarks(CitizenId citizen, String externalId) {
        var message = new RemarkTable.Key(citizen, externalId);
        return remarks.remarks(List.of(message)).getOrDefault(message, Remarks.NONE);
    }

    /** How far a message of the current municipality has come. */
    public Optional<Line.Fate> fate(MessageId message) {
        return table.fate(message);
    }

    /** What these sendings to many say, as it is read. */
    public Map<BulkId, String> words(Collection<BulkId> bulks) {
        return table.words(bulks);
    }

    /** Before the others, who look at what each gets. */
    @EventListener
    @Order(Ordered.HIGHEST_PRECEDENCE)
    @Transactional
    public void merge(CitizensMerged persons) {
        table.move(persons.from(), persons.into());
        merged.merge(persons.from(), persons.into());
        restraints.merge(persons.from(), persons.into());
    }

    /** Before the others, who look at what each has written. */
    @EventListener
    @Order(Ordered.HIGHEST_PRECEDENCE)
    @Transactional
    public void part(CitizensParted parted) {
        table.part(parted);
        merged.part(parted.from(), parted.into());
    }
}
