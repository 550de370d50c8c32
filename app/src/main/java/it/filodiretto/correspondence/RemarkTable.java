// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.correspondence;

import it.filodiretto.citizen.CitizenId;
import it.filodiretto.messaging.ContentJson;
import it.filodiretto.messaging.InboundContent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Tables {@code inbound_message} and {@code outgoing_message}, read for what belongs to a message: remarks about it, and what it quotes. */
@Repository
class RemarkTable {

    private final JdbcClient db;

    RemarkTable(JdbcClient db) {
        this.db = db;
    }

    /** A message by its person and the channel's id: nobody can remark on another's. */
    record Key(CitizenId citizen, String externalId) {}

    /** By WhatsApp alone. In whatever order they arrived, they count in that of writing. What the town does not take changes nothing. */
    Map<Key, Remarks> remarks(Collection<Key> messages) {
        if (messages.isEmpty()) {
            return Map.of();
        }
        var said = new HashMap<Key, List<Remarks.Said>>();
        db.sql("""
                select citizen_id, about, content, id from inbound_message
                 where citizen_id = any(?) and about = any(?) and not refused order by written_at, received_at, id""")
            .param(messages.stream().map(it -> it.citizen().value()).distinct().toArray(UUID[]::new))
            .param(messages.stream().map(Key::externalId).toArray(String[]::new))
            .query(row -> {
                if (ContentJson.readInbound(row.getString(3)) instanceof InboundContent.Remark remark) {
                    said.computeIfAbsent(new Key(new CitizenId(row.getObject(1, UUID.class)), row.getString(2)), _ -> new ArrayList<>())
                        .add(new Remarks.Said(row.getObject(4, UUID.class), remark));
                }
            });
        var remarks = new HashMap<Key, Remarks>();
        said.forEach((key, ones) -> remarks.put(key, Remarks.of(ones)));
        return remarks;
    }

    /** What these messages to or of the person say, as they were first. */
    Map<String, Line.Quote> quotes(CitizenId citizen, Collection<String> externalIds) {
        var quotes = new HashMap<String, Line.Quote>();
        if (externalIds.isEmpty()) {
            return quotes;
        }
        db.sql("""
                select external_id, content, false as ours, null::text as automatic_kind from inbound_message where citizen_id = :citizen and external_id = any(:ids)
                union all
                select m.external_id, coalesce(m.content, b.free_text, b.template), true, m.automatic_kind
                  from unnest(:ids) as it (external_id) cross join lateral messages_called(it.external_id) m left join bulk b on b.id = m.bulk_id
                 where m.citizen_id = :citizen""")
            .param("citizen", citizen.value()).param("ids", externalIds.toArray(String[]::new))
            .query(row -> {
                var ours = row.getBoolean(3);
                var words = ours ? PersonalParts.hidden(row.getString(2), row.getString(4)).words() : ContentJson.readInbound(row.getString(2)).words();
                quotes.put(row.getString(1), new Line.Quote(words, ours));
            });
        return quotes;
    }
}
