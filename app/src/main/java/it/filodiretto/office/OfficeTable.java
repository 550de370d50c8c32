// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.office;

import it.filodiretto.operator.OperatorId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Tables {@code office_member} and {@code office_pace}. */
@Repository
class OfficeTable {

    private final JdbcClient db;

    OfficeTable(JdbcClient db) {
        this.db = db;
    }

    Map<String, List<OperatorId>> members() {
        var members = new HashMap<String, List<OperatorId>>();
        db.sql("select office_code, operator_id from office_member order by office_code, operator_id").query(row -> {
            members.computeIfAbsent(row.getString(1), _ -> new ArrayList<>()).add(new OperatorId(row.getObject(2, UUID.class)));
        });
        return Map.copyOf(members);
    }

    void change(String office, List<OperatorId> members) {
        db.sql("delete from office_member where office_code = ?").param(office).update();
        db.sql("insert into office_member (office_code, operator_id) select ?, unnest(?::uuid[])")
            .param(office).param(members.stream().map(OperatorId::value).toArray(UUID[]::new)).update();
    }

    Optional<Offices.Pace> pace(String office) {
        return db.sql("select aim_minutes, escalate_minutes from office_pace where office_code = ?").param(office)
            .query((row, _) -> new Offices.Pace(row.getInt(1), row.getInt(2))).optional();
    }

    void pace(String office, Offices.Pace pace) {
        db.sql("""
                insert into office_pace (office_code, aim_minutes, escalate_minutes) values (?, ?, ?)
                on conflict (municipality_id, office_code) do update set aim_minutes = excluded.aim_minutes, escalate_minutes = excluded.escalate_minutes""")
            .param(office).param(pace.aimMinutes()).param(pace.escalateMinutes()).update();
    }
}
