// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.subscription;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

import it.filodiretto.citizen.CitizenId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code subscription}: topics and districts of those who are in. */
@Repository
class PreferenceTable {

    private final JdbcClient db;

    PreferenceTable(JdbcClient db) {
        this.db = db;
    }

    Optional<Preferences.Chosen> find(CitizenId citizen) {
        return db.sql("select topics, districts from subscription where citizen_id = ? and state = 'ACTIVE'").param(citizen.value())
            .query((row, _) -> new Preferences.Chosen(list(row, "topics"), list(row, "districts"))).optional();
    }

    boolean choose(CitizenId citizen, @Nullable List<String> topics, @Nullable List<String> districts) {
        return db.sql("""
                update subscription set topics = case when :all then null else :topics::text[] end, districts = nullif(:districts::text[], '{}')
                 where citizen_id = :citizen and state = 'ACTIVE'""")
            .param("all", topics == null).param("topics", array(topics)).param("districts", array(districts)).param("citizen", citizen.value())
            .update() == 1;
    }

    private static String[] array(@Nullable List<String> list) {
        return list == null ? new String[0] : list.toArray(String[]::new);
    }

    private static @Nullable List<String> list(ResultSet row, String column) throws SQLException {
        var array = row.getArray(column);
        return array == null ? null : List.of((String[]) array.getArray());
    }
}
