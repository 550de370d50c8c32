// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.conversation;

import it.filodiretto.messaging.ChannelKind;
import it.filodiretto.messaging.MessageId;
import it.filodiretto.shared.Ids;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Tables {@code citizen_request} and {@code answer_print}: what the town's figures are made of, and who got the same words. */
@Repository
public class RequestTable {

    private final JdbcClient db;

    RequestTable(JdbcClient db) {
        this.db = db;
    }

    /** What was asked by voice; answered at once, or not yet. */
    public void spoken(ConversationId id, ConversationTable.Arrival contact, boolean answered) {
        var at = contact.at().atOffset(ZoneOffset.UTC);
        db.sql("insert into citizen_request (id, conversation_id, office_code, channel, opened_at, answered_at, answer_seconds) values (?, ?, ?, ?, ?, ?, ?)")
            .param(Ids.next()).param(id.value()).param(contact.office()).param(contact.channel().name()).param(at)
            .param(answered ? at : null).param(answered ? 0 : null).update();
    }

    /** When the request that is not answered began. */
    public Optional<Instant> open(ConversationId id) {
        return db.sql("select opened_at from citizen_request where conversation_id = ? and answered_at is null order by opened_at limit 1").param(id.value())
            .query((row, _) -> row.getObject(1, OffsetDateTime.class).toInstant()).optional();
    }

    public void answered(ConversationId id, Instant now, Duration openingTime) {
        db.sql("update citizen_request set answered_at = ?, answer_seconds = ? where conversation_id = ? and answered_at is null")
            .param(now.atOffset(ZoneOffset.UTC)).param(Math.max(0, openingTime.toSeconds())).param(id.value()).update();
    }

    /** What this answer answered has no answer: it was taken back, or did not arrive. What another one answered stays so. */
    public void unanswered(MessageId answer) {
        db.sql("""
                update citizen_request r set answered_at = null, answer_seconds = null
                  from conversation_text t
                 where t.source_id = ? and r.conversation_id = t.conversation_id
                   and r.answered_at between t.said_at - interval '1 millisecond' and t.said_at + interval '1 millisecond'""")
            .param(answer.id()).update();
    }

    /** Writes the print of an answer down. @return how many other talks got the same words since then */
    int printed(ConversationId id, byte[] print, Instant now, Instant since) {
        db.sql("select pg_advisory_xact_lock(?)").param(java.nio.ByteBuffer.wrap(print).getLong()).query((_, _) -> 0).single();
        db.sql("""
                insert into answer_print (print, conversation_id, answered_at) values (?, ?, ?)
                on conflict (municipality_id, print, conversation_id) do update set answered_at = excluded.answered_at""")
            .param(print).param(id.value()).param(now.atOffset(ZoneOffset.UTC)).update();
        return db.sql("select count(*) from answer_print where print = ? and conversation_id <> ? and answered_at > ?")
            .param(print).param(id.value()).param(since.atOffset(ZoneOffset.UTC)).query(Integer.class).single();
    }

    public void unprint(ConversationId id) {
        db.sql("delete from answer_print where conversation_id = ?").param(id.value()).update();
    }

    /** The median of the last fifty; empty: not even five were answered. */
    Optional<Duration> usualWait(ChannelKind channel) {
        return db.sql("""
                select percentile_cont(0.5) within group (order by answer_seconds)::bigint from (
                  select answer_seconds from citizen_request where channel = ? and answered_at is not null order by opened_at desc limit 50) as last
                having count(*) >= 5""")
            .param(channel.name()).query(Long.class).optional().map(Duration::ofSeconds);
    }

    /** By month and channel, by each alone, and in all. Times in opening time. */
    List<RequestFigures> figures(Instant from, Instant until, String zone) {
        return db.sql("""
                select to_char(date_trunc('month', opened_at at time zone :zone), 'YYYY-MM') as month, channel, count(*), count(answered_at),
                       percentile_cont(0.5) within group (order by answer_seconds), percentile_cont(0.9) within group (order by answer_seconds)
                  from citizen_request where opened_at >= :from and opened_at < :until
                 group by grouping sets ((1, channel), (1), (channel), ()) order by 1, 2""")
            .param("zone", zone).param("from", from.atOffset(ZoneOffset.UTC)).param("until", until.atOffset(ZoneOffset.UTC))
            .query((row, _) -> {
                var month = row.getString(1);
                var channel = row.getString(2);
                return new RequestFigures(month == null ? null : YearMonth.parse(month), channel == null ? null : ChannelKind.valueOf(channel),
                    row.getLong(3), row.getLong(4), seconds(row.getObject(5)), seconds(row.getObject(6)));
            }).list();
    }

    private static @Nullable Duration seconds(@Nullable Object seconds) {
        return seconds instanceof Number it ? Duration.ofSeconds(Math.round(it.doubleValue())) : null;
    }
}
