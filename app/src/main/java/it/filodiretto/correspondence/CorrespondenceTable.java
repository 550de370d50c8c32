// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.correspondence;

import it.filodiretto.citizen.CitizenId;
import it.filodiretto.citizen.CitizensParted;
import it.filodiretto.database.Plans;
import it.filodiretto.messaging.BulkId;
import it.filodiretto.messaging.ChannelKind;
import it.filodiretto.messaging.ContentJson;
import it.filodiretto.messaging.MessageContent;
import it.filodiretto.messaging.MessageId;
import it.filodiretto.municipality.AutomaticKind;
import it.filodiretto.operator.OperatorId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Tables {@code inbound_message} and {@code outgoing_message}, read as one talk. */
@Repository
class CorrespondenceTable {

    private static final String RECEIVED = """
        select id, true as received, content, written_at as at, null::uuid as operator_id, null::text as automatic_kind, null::uuid as bulk_id,
               null::text as state, null::timestamptz as sent_at, null::timestamptz as delivered_at, null::timestamptz as read_at,
               null::timestamptz as failed_at, null::text as failed_reason, external_id, quoted, refused, citizen_id,
               (select channel from sender_lane where sender_lane.id = lane_id) as channel, provenance
          from inbound_message where taken_by is not null and citizen_id =""";

    private static final String WRITTEN = """
        select id, false, content, created_at, operator_id, automatic_kind, bulk_id,
               case when state <> 'QUEUED' then state else coalesce((
                 select case when uncertain_since < now() - make_interval(secs => :wait) then 'STUCK' else 'UNCERTAIN' end
                   from send_queue where message_id = outgoing_message.id and uncertain_since is not null), state) end,
               sent_at, delivered_at, read_at, failed_at, failed_reason, external_id, case when content ->> 'kind' in ('reply', 'reaction') then content ->> 'to' end, false, citizen_id,
               (select channel from sender_lane where sender_lane.id = lane_id), null::jsonb
          from outgoing_message where bulk_id is null and citizen_id =""";

    private final JdbcClient db;
    private final RemarkTable remarks;
    private final Plans plans;
    private final double wait;

    CorrespondenceTable(JdbcClient db, RemarkTable remarks, Plans plans, @Value("${filodiretto.sending.uncertain-wait}") Duration wait) {
        this.db = db;
        this.remarks = remarks;
        this.plans = plans;
        this.wait = wait.toMillis() / 1000.0;
    }

    /** A line, and what is needed to complete it. */
    private record Bare(CitizenId citizen, @Nullable String externalId, @Nullable String quoted, Line line) {

        Line with(Remarks said, Line.@Nullable Quote quote) {
            return switch (line) {
                case Line.Received it -> new Line.Received(it.id(), it.content(), it.at(), it.channel(), it.refused(), said, quote, it.provenance());
                case Line.Written it -> new Line.Written(it.id(), it.content(), it.at(), it.channel(), it.operator(), it.automatic(), it.bulk(), it.fate(), said, quote);
            };
        }
    }

    /** Newest first. */
    List<Line> lines(CitizenId citizen, @Nullable BulkId about, int limit) {
        var bare = about == null ? lines(citizen, limit) : plans.kept(() -> db.sql("(" + RECEIVED + " :citizen) union all (" + WRITTEN + " :citizen)" + """
                 union all
                (select m.id, false, coalesce(b.free_text, b.template), coalesce(m.attempted_at, m.created_at), m.operator_id, m.automatic_kind, m.bulk_id,
                        m.state, m.sent_at, m.delivered_at, m.read_at, m.failed_at, m.failed_reason, m.external_id, null::text, false, m.citizen_id,
                        (select channel from sender_lane where sender_lane.id = m.lane_id), null::jsonb
                   from bulk b join outgoing_message m on m.bulk_id = b.id and m.day = b.day and m.citizen_id = :citizen
                  where b.id = :about::uuid)
                order by at desc, received, id desc limit :limit""")
            .param("citizen", citizen.value()).param("about", about.value()).param("limit", limit).param("wait", wait)
            .query(CorrespondenceTable::read).list());
        var quotes = remarks.quotes(citizen, bare.stream().map(Bare::quoted).filter(Objects::nonNull).distinct().toList());
        return complete(bare, quotes);
    }

    /** PostgreSQL keeps the plan of this by itself: nothing in it but the person is another each time, so that planning it again gains nothing. */
    private List<Bare> lines(CitizenId citizen, int limit) {
        return db.sql("(" + RECEIVED + " :citizen) union all (" + WRITTEN + " :citizen) order by at desc, received, id desc limit " + limit)
            .param("citizen", citizen.value()).param("wait", wait).query(CorrespondenceTable::read).list();
    }

    private List<Line> complete(List<Bare> lines, Map<String, Line.Quote> quotes) {
        var said = remarks.remarks(lines.stream().filter(it -> it.externalId() != null && it.line().channel() == ChannelKind.WHATSAPP)
            .map(it -> new RemarkTable.Key(it.citizen(), Objects.requireNonNull(it.externalId()))).toList());
        return lines.stream().map(it -> {
            var id = it.externalId();
            return it.with(id == null ? Remarks.NONE : said.getOrDefault(new RemarkTable.Key(it.citizen(), id), Remarks.NONE),
                it.quoted() == null ? null : quotes.get(it.quoted()));
        }).toList();
    }

    Map<CitizenId, Line> latest(Collection<CitizenId> citizens) {
        var bare = plans.kept(() -> db.sql("select last.* from unnest(:people::uuid[]) as c (id) cross join lateral (("
                + RECEIVED + " c.id order by written_at desc limit 1) union all (" + WRITTEN + " c.id order by created_at desc limit 1)"
                + " order by at desc, received limit 1) last")
            .param("people", citizens.stream().map(CitizenId::value).toArray(UUID[]::new)).param("wait", wait)
            .query(CorrespondenceTable::read).list());
        var lines = complete(bare, Map.of());
        var latest = new HashMap<CitizenId, Line>();
        for (int i = 0; i < bare.size(); i++) {
            latest.put(bare.get(i).citizen(), lines.get(i));
        }
        return latest;
    }

    Optional<Correspondence.Author> author(MessageId message) {
        return db.sql("select citizen_id, operator_id from outgoing_message where id = ? and day = ?").param(message.id()).param(message.day())
            .query((row, _) -> {
                var operator = row.getObject(2, UUID.class);
                return new Correspondence.Author(new CitizenId(row.getObject(1, UUID.class)), operator == null ? null : new OperatorId(operator));
            }).optional();
    }

    /** What the person wrote by this channel, if somebody took it. */
    Optional<Correspondence.Quotable> quotable(CitizenId citizen, ChannelKind channel, UUID message) {
        return db.sql("""
                select m.external_id, m.content from inbound_message m join sender_lane l on l.id = m.lane_id and l.channel = ?
                 where m.id = ? and m.citizen_id = ? and m.taken_by is not null""")
            .param(channel.name()).param(message).param(citizen.value())
            .query((row, _) -> new Correspondence.Quotable(message, row.getString(1), ContentJson.readInbound(row.getString(2)).words())).optional();
    }

    /** What it says; empty if it is of a sending to many. */
    Optional<MessageContent> content(MessageId message) {
        return db.sql("select content from outgoing_message where id = ? and day = ? and content is not null").param(message.id()).param(message.day())
            .query((row, _) -> ContentJson.readOutgoing(row.getString(1))).optional();
    }

    Map<BulkId, String> words(Collection<BulkId> bulks) {
        var words = new HashMap<BulkId, String>();
        if (bulks.isEmpty()) {
            return words;
        }
        db.sql("select id, coalesce(free_text, template) from bulk where id = any(?)")
            .param(bulks.stream().map(BulkId::value).toArray(UUID[]::new))
            .query(row -> {
                words.put(new BulkId(row.getObject(1, UUID.class)), ContentJson.readOutgoing(row.getString(2)).words());
            });
        return words;
    }

    /** Two persons are one: what either wrote or got alone is the second's. */
    void move(CitizenId from, CitizenId into) {
        for (var statement : new String[] {
            "update inbound_message set citizen_id = :into, first_citizen_id = coalesce(first_citizen_id, :from) where citizen_id = :from",
            "update outgoing_message set citizen_id = :into, first_citizen_id = coalesce(first_citizen_id, :from) where citizen_id = :from and bulk_id is null",
            "update send_queue set citizen_id = :into where citizen_id = :from and bulk_id is null"}) {
            db.sql(statement).param("from", from.value()).param("into", into.value()).update();
        }
        db.sql("""
                insert into service_window (lane_id, citizen_id, last_inbound_at)
                select lane_id, ?, last_inbound_at from service_window where citizen_id = ?
                on conflict (lane_id, citizen_id) do update
                  set last_inbound_at = greatest(service_window.last_inbound_at, excluded.last_inbound_at)""")
            .param(into.value()).param(from.value()).update();
    }

    /** Each has again what each had. The 24 hours begin with what each has written alone. */
    void part(CitizensParted parted) {
        var all = parted.together().stream().map(CitizenId::value).toArray(UUID[]::new);
        for (var table : new String[] {"inbound_message", "outgoing_message"}) {
            db.sql("update " + table + " set citizen_id = :from, first_citizen_id = nullif(first_citizen_id, :from) where citizen_id = :into and first_citizen_id = any(:all)")
                .param("from", parted.from().value()).param("into", parted.into().value()).param("all", all).update();
        }
        for (var citizen : List.of(parted.from(), parted.into())) {
            db.sql("delete from service_window where citizen_id = ?").param(citizen.value()).update();
            db.sql("insert into service_window (lane_id, citizen_id, last_inbound_at) select lane_id, citizen_id, max(written_at) from inbound_message where citizen_id = ? and content ->> 'kind' not in ('edit', 'revoke', 'identity-change') group by lane_id, citizen_id")
                .param(citizen.value()).update();
        }
    }

    Optional<Line.Fate> fate(MessageId message) {
        return db.sql("select state, sent_at, delivered_at, read_at, failed_at, failed_reason from outgoing_message where id = ? and day = ?")
            .param(message.id()).param(message.day())
            .query((row, _) -> fate(row)).optional();
    }

    private static Bare read(ResultSet row, int index) throws SQLException {
        return new Bare(new CitizenId(row.getObject("citizen_id", UUID.class)), row.getString("external_id"), row.getString("quoted"), line(row));
    }

    private static Line line(ResultSet row) throws SQLException {
        var id = row.getObject("id", UUID.class);
        var at = row.getObject("at", OffsetDateTime.class).toInstant();
        var lane = row.getString("channel");
        var channel = lane == null ? ChannelKind.WHATSAPP : ChannelKind.valueOf(lane);
        if (row.getBoolean("received")) {
            return new Line.Received(id, ContentJson.readInbound(row.getString("content")), at, channel, row.getBoolean("refused"), Remarks.NONE, null,
                ContentJson.readProvenance(row.getString("provenance")));
        }
        var operator = row.getObject("operator_id", UUID.class);
        var kind = row.getString("automatic_kind");
        var bulk = row.getObject("bulk_id", UUID.class);
        return new Line.Written(id, PersonalParts.hidden(row.getString("content"), kind), at, channel, operator == null ? null : new OperatorId(operator),
            kind == null ? null : AutomaticKind.valueOf(kind), bulk == null ? null : new BulkId(bulk),
            fate(row), Remarks.NONE, null);
    }

    private static Line.Fate fate(ResultSet row) throws SQLException {
        return new Line.Fate(row.getString("state"), instant(row, "sent_at"), instant(row, "delivered_at"), instant(row, "read_at"), instant(row, "failed_at"),
            row.getString("failed_reason"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
