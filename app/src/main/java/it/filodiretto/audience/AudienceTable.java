// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.audience;

import it.filodiretto.citizen.CitizenId;
import it.filodiretto.messaging.BulkId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code subscription}, read in the order of its key. */
@Repository
class AudienceTable {

    private static final UUID FIRST = new UUID(0, 0);

    /** Who follows the topic, lives there or has not said where, and in a drill has agreed to it. */
    private static final String WANTING = """
         (topics is null or :topic = any(topics))
         and (cardinality(:districts::text[]) = 0 or districts is null or districts && :districts::text[])
         and (not :drill or citizen_id in (select citizen_id from drill_list where merged_into is null))
        """;

    private final JdbcClient db;

    AudienceTable(JdbcClient db) {
        this.db = db;
    }

    long count(AudienceQuery query) {
        return db.sql("""
                select count(*) from subscription
                 where subscribed_at <= :approved and (state = 'ACTIVE' or left_at > :approved)
                   and """ + WANTING)
            .param("approved", query.approvedAt().atOffset(ZoneOffset.UTC)).param("topic", query.topic())
            .param("districts", districts(query)).param("drill", query.drill())
            .query(Long.class).single();
    }

    /** By messaging's own function: its tables are its own. */
    long countAmong(AudienceQuery query, BulkId sending, boolean failed, Collection<String> butForCodes) {
        return db.sql("""
                select count(*) from subscription
                 where citizen_id in (select p.citizen_id from people_of_sending(:sending, :failed, :codes::text[]) p) and state = 'ACTIVE'
                   and """ + WANTING)
            .param("sending", sending.value()).param("failed", failed).param("codes", butForCodes.toArray(String[]::new)).param("topic", query.topic())
            .param("districts", districts(query)).param("drill", query.drill())
            .query(Long.class).single();
    }

    Audience.Page page(AudienceQuery query, @Nullable CitizenId after, int limit) {
        var wanting = new ArrayList<CitizenId>(limit);
        var last = new CitizenId[1];
        var left = new int[1];
        db.sql("""
                select citizen_id, state = 'ACTIVE' as active from subscription
                 where citizen_id > :after and subscribed_at <= :approved and (state = 'ACTIVE' or left_at > :approved)
                   and """ + WANTING + "order by municipality_id, citizen_id limit :limit")
            .param("after", after == null ? FIRST : after.value())
            .param("approved", query.approvedAt().atOffset(ZoneOffset.UTC))
            .param("topic", query.topic())
            .param("districts", districts(query))
            .param("drill", query.drill())
            .param("limit", limit)
            .query(row -> {
                last[0] = new CitizenId(row.getObject(1, UUID.class));
                if (row.getBoolean(2)) {
                    wanting.add(last[0]);
                } else {
                    left[0]++;
                }
            });
        return new Audience.Page(wanting, left[0], last[0]);
    }

    Set<CitizenId> stillWanting(AudienceQuery query, Collection<CitizenId> citizens) {
        return new HashSet<>(db.sql("select citizen_id from subscription where citizen_id = any(:citizens) and state = 'ACTIVE' and " + WANTING)
            .param("citizens", citizens.stream().map(CitizenId::value).toArray(UUID[]::new)).param("topic", query.topic())
            .param("districts", districts(query)).param("drill", query.drill())
            .query((row, _) -> new CitizenId(row.getObject(1, UUID.class))).list());
    }

    private static String[] districts(AudienceQuery query) {
        return query.districts().toArray(String[]::new);
    }
}
