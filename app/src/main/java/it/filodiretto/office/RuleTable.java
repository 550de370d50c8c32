// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.office;

import it.filodiretto.operator.OperatorId;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code office_rule}: by which words talks come to an office, and whether they go round among its members. */
@Repository
public class RuleTable {

    private final JdbcClient db;

    RuleTable(JdbcClient db) {
        this.db = db;
    }

    /** @param words parted by commas */
    public record OfficeRule(String words, boolean inTurn) {

        static final OfficeRule NONE = new OfficeRule("", false);
    }

    /** @param last whose turn it was; {@code null}: nobody's yet */
    public record Turn(@Nullable OperatorId last) {

        /** The one after the last, in the order of their ids. */
        public Optional<OperatorId> next(Collection<OperatorId> candidates) {
            var inOrder = candidates.stream().sorted(Comparator.comparing(OperatorId::value)).toList();
            return inOrder.stream().filter(it -> last != null && it.value().compareTo(last.value()) > 0).findFirst().or(() -> inOrder.stream().findFirst());
        }
    }

    OfficeRule of(String office) {
        return db.sql("select words, in_turn from office_rule where office_code = ?").param(office)
            .query((row, _) -> new OfficeRule(row.getString(1), row.getBoolean(2))).optional().orElse(OfficeRule.NONE);
    }

    void change(String office, OfficeRule rule) {
        db.sql("""
                insert into office_rule (office_code, words, in_turn) values (?, ?, ?)
                on conflict (municipality_id, office_code) do update set words = excluded.words, in_turn = excluded.in_turn""")
            .param(office).param(rule.words()).param(rule.inTurn()).update();
    }

    /** The office of whose words one was said, in any of its forms. */
    public Optional<String> office(String said) {
        List<String> found = db.sql("""
                select office_code from office_rule
                 where words <> '' and to_tsvector('italian', ?) @@ websearch_to_tsquery('italian', replace(words, ',', ' or ')) order by office_code""")
            .param(said).query(String.class).list();
        return found.stream().findFirst();
    }

    /** One at a time gives turns in an office; empty where they do not go round. */
    public Optional<Turn> lockTurn(String office) {
        return db.sql("select last_operator_id from office_rule where office_code = ? and in_turn for update").param(office)
            .query((row, _) -> {
                var last = row.getObject(1, UUID.class);
                return new Turn(last == null ? null : new OperatorId(last));
            }).optional();
    }

    public void tookTurn(String office, OperatorId operator) {
        db.sql("update office_rule set last_operator_id = ? where office_code = ?").param(operator.value()).param(office).update();
    }
}
