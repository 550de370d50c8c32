// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.correspondence;

import it.filodiretto.citizen.Person;
import it.filodiretto.citizen.PersonalRecords;
import it.filodiretto.citizen.PersonalRowTable;
import it.filodiretto.citizen.RecordSection;
import it.filodiretto.messaging.BulkId;
import it.filodiretto.messaging.ContentJson;
import it.filodiretto.outbox.BulkCountTable;
import it.filodiretto.outbox.BulkCountTable.Delta;
import it.filodiretto.outbox.BulkTable;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What a person and the town hall wrote to each other, over the tables of messages: handed over and erased. */
@Repository
class PersonalMessageTable implements PersonalRecords {

    private static final String WRITER = "erasure";

    private final JdbcClient db;
    private final PersonalRowTable rows;
    private final BulkCountTable counts;
    private final BulkTable bulks;

    PersonalMessageTable(JdbcClient db, PersonalRowTable rows, BulkCountTable counts, BulkTable bulks) {
        this.db = db;
        this.rows = rows;
        this.counts = counts;
        this.bulks = bulks;
    }

    @Override
    public Set<String> tables() {
        return Set.of("outgoing_message", "send_queue", "service_window", "inbound_message", "automatic_answer", "restraint", "blocked_person");
    }

    @Override
    public List<RecordSection> sections(Person person) {
        return List.of(new RecordSection("Messaggi scritti dalla persona", written(person)),
            new RecordSection("Messaggi scritti dal Comune", received(person)),
            new RecordSection("Messaggi fermati", rows.rows("""
                select case when kind <> 'MARKETING' then 'WhatsApp non la raggiunge' when until_at = decided_at then 'la persona ha accettato in WhatsApp i messaggi promozionali'
                            else 'la persona ha fermato in WhatsApp i messaggi promozionali' end as motivo,
                       until_at as fino from restraint where citizen_id = any(?)""", person)),
            new RecordSection("Blocco su WhatsApp", rows.rows("select reason as motivo, blocked_at as dal from blocked_person where citizen_id = any(?)", person)));
    }

    private List<Map<String, String>> written(Person person) {
        return db.sql("select id, content, written_at, received_at, external_id, provenance from inbound_message where citizen_id = any(?) order by written_at, id")
            .param(person.ids()).query((row, _) -> {
                var cells = new LinkedHashMap<String, String>();
                put(cells, "scritto", row, "written_at");
                put(cells, "ricevuto", row, "received_at");
                cells.put("testo", ContentJson.readInbound(row.getString("content")).words());
                cells.put("contenuto", row.getString("content"));
                var provenance = ContentJson.readProvenance(row.getString("provenance"));
                if (provenance != null) {
                    cells.put("provenienza", provenance.words());
                }
                cells.put("riferimento di WhatsApp", row.getString("external_id"));
                cells.put("riferimento", row.getString("id"));
                return (Map<String, String>) cells;
            }).list();
    }

    private static void put(Map<String, String> cells, String label, ResultSet row, String column) throws SQLException {
        var at = PersonalRowTable.moment(row, row.findColumn(column));
        if (at != null) {
            cells.put(label, at);
        }
    }

    private List<Map<String, String>> received(Person person) {
        return db.sql("""
                select m.created_at, m.sent_at, m.delivered_at, m.read_at, m.automatic_kind,
                       case m.state when 'QUEUED' then 'deve partire' when 'ACCEPTED' then 'affidato al canale' when 'SENT' then 'partito' when 'DELIVERED' then 'consegnato'
                                    when 'READ' then 'letto' when 'FAILED' then 'non consegnato' else 'non inviato' end as state,
                       coalesce(m.content, b.free_text, b.template) as content
                  from outgoing_message m left join bulk b on b.id = m.bulk_id
                 where m.citizen_id = any(?) order by m.created_at, m.id""")
            .param(person.ids()).query((row, _) -> {
                var cells = new LinkedHashMap<String, String>();
                put(cells, "preparato", row, "created_at");
                var content = row.getString("content");
                cells.put("testo", content == null ? "" : PersonalParts.hidden(content, row.getString("automatic_kind")).words());
                cells.put("stato", row.getString("state"));
                put(cells, "partito", row, "sent_at");
                put(cells, "consegnato", row, "delivered_at");
                put(cells, "letto", row, "read_at");
                return (Map<String, String>) cells;
            }).list();
    }

    /** A file that a person sent has the id of the message that brought it; one that she got alone is named by its message. */
    @Override
    public Set<UUID> files(Person person) {
        return Set.copyOf(db.sql("""
                select id from inbound_message where citizen_id = any(:ids) and coalesce(content -> 'now' ->> 'kind', content ->> 'kind') in ('image', 'video', 'audio', 'document', 'sticker')
                union
                select (jsonb_path_query_first(content, '$.**.file') #>> '{}')::uuid from outgoing_message
                 where citizen_id = any(:ids) and bulk_id is null and jsonb_path_exists(content, '$.**.file')""")
            .param("ids", person.ids()).query(UUID.class).list());
    }

    /** Messages are locked before their places in the queue, as whoever settles does; counts of sendings to many stay true. */
    @Override
    public void erase(Person person) {
        var externals = db.sql("select external_id, replaced_external_id from outgoing_message where citizen_id = any(?) order by id for update").param(person.ids())
            .query((row, _) -> Stream.concat(Stream.ofNullable(row.getString(1)), Stream.ofNullable(row.getString(2)))).list().stream().flatMap(it -> it).toArray(String[]::new);
        takeOutOfQueue(person);
        db.sql("delete from outgoing_reference where external_id = any(?)").param(externals).update();
        db.sql("delete from parked_report where external_id = any(?)").param(externals).update();
        person.phones().stream().flatMap(it -> it.variants().stream())
            .forEach(it -> db.sql("delete from parked_report where strpos(external_id, ?) > 0").param(it.inWhatsAppIds()).update());
        for (var table : List.of("outgoing_message", "inbound_message", "service_window", "automatic_answer", "restraint", "blocked_person")) {
            rows.delete(table, person);
        }
    }

    private void takeOutOfQueue(Person person) {
        var changes = new HashMap<BulkId, Delta>();
        db.sql("delete from send_queue where citizen_id = any(?) returning bulk_id, state").param(person.ids()).query(row -> {
            var bulk = row.getObject("bulk_id", UUID.class);
            if (bulk != null) {
                changes.computeIfAbsent(new BulkId(bulk), _ -> Delta.none()).move(row.getString("state").toLowerCase(Locale.ROOT), "has_left");
            }
        });
        changes.forEach((bulk, delta) -> {
            counts.add(bulk, delta, WRITER);
            bulks.finishIfDone(bulk);
        });
    }
}
