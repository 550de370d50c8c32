// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.operator;

import it.filodiretto.municipality.MunicipalityId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code operator}: open, because a login comes before the town is known. */
@Repository
class OperatorTable {

    private final JdbcClient db;

    OperatorTable(JdbcClient db) {
        this.db = db;
    }

    /** False if somebody has this e-mail already. */
    boolean add(Operator operator) {
        return db.sql("""
                insert into operator (id, municipality_id, email, name, password_hash, roles, demo)
                values (:id, :town, :email, :name, :hash, string_to_array(:roles, ','), :demo)
                on conflict do nothing""")
            .param("id", operator.id().value())
            .param("town", operator.town().value())
            .param("email", operator.email())
            .param("name", operator.name())
            .param("hash", operator.passwordHash())
            .param("roles", operator.roles().stream().map(Role::name).sorted().collect(Collectors.joining(",")))
            .param("demo", operator.demo())
            .update() == 1;
    }

    Optional<Operator> find(String email) {
        return db.sql("""
                select id, municipality_id, email, name, password_hash, roles, demo
                from operator where email = :email and disabled_at is null""")
            .param("email", email).query(OperatorTable::read).optional();
    }

    Optional<String> name(UUID id) {
        return db.sql("select name from operator where id = :id").param("id", id).query(String.class).optional();
    }

    List<Operators.Reachable> holders(Role role, UUID town) {
        return db.sql("""
                select id, email from operator
                 where municipality_id = ? and ? = any(roles) and not demo and disabled_at is null order by email""")
            .param(town).param(role.name()).query((row, _) -> new Operators.Reachable(new OperatorId(row.getObject("id", UUID.class)), row.getString("email"))).list();
    }

    List<Operators.Colleague> colleagues(UUID town) {
        return db.sql("select id, name, roles from operator where municipality_id = ? and disabled_at is null order by name, id").param(town)
            .query((row, _) -> new Operators.Colleague(new OperatorId(row.getObject(1, UUID.class)), row.getString(2), roles((String[]) row.getArray(3).getArray()))).list();
    }

    List<OperatorId> gone(UUID town) {
        return db.sql("select id from operator where municipality_id = ? and disabled_at is not null").param(town)
            .query((row, _) -> new OperatorId(row.getObject(1, UUID.class))).list();
    }

    Optional<String> email(UUID id) {
        return db.sql("select email from operator where id = ? and disabled_at is null").param(id).query(String.class).optional();
    }

    /** Whoever was in with the old one is out. False if nobody who may enter has this e-mail. */
    boolean changePassword(String email, String hash) {
        return changed(email, db.sql("update operator set password_hash = :hash where email = :email and disabled_at is null").param("hash", hash)
            .param("email", email).update());
    }

    /** Whoever is in enters anew, with the new ones. False if nobody who may enter has this e-mail. */
    boolean changeRoles(String email, Set<Role> roles) {
        return changed(email, db.sql("update operator set roles = string_to_array(:roles, ',') where email = :email and disabled_at is null")
            .param("roles", roles.stream().map(Role::name).sorted().collect(Collectors.joining(","))).param("email", email).update());
    }

    /** May not enter any more, and is out at once. */
    boolean disable(String email) {
        return changed(email, db.sql("update operator set disabled_at = now() where email = :email and disabled_at is null").param("email", email).update());
    }

    /** May enter again. False if nobody with this e-mail was disabled. */
    boolean enable(String email) {
        return db.sql("update operator set disabled_at = null where email = :email and disabled_at is not null").param("email", email).update() == 1;
    }

    private boolean changed(String email, int rows) {
        endSessions(email);
        return rows == 1;
    }

    private void endSessions(String email) {
        db.sql("delete from spring_session using operator where principal_name = operator.id::text and operator.email = :email")
            .param("email", email).update();
    }

    private static Operator read(ResultSet row, int index) throws SQLException {
        return new Operator(
            new OperatorId(row.getObject("id", UUID.class)),
            new MunicipalityId(row.getObject("municipality_id", UUID.class)),
            row.getString("email"),
            row.getString("name"),
            row.getString("password_hash"),
            roles((String[]) row.getArray("roles").getArray()),
            row.getBoolean("demo"));
    }

    private static Set<Role> roles(String[] names) {
        return Arrays.stream(names).map(Role::valueOf).collect(Collectors.toSet());
    }
}
