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

/** Table {@code office_rule}: by which words and topics talks come to an office, and whether they go round among its members. */
@Repository
public class RuleTable {

    private final JdbcClient db;

    RuleTable(JdbcClient db) {
        this.db = db;
    }

    /**
     * How talks come to an office.
     *
     * @param words parted by commas
     * @param topics whoever answers a notice of one of them writes to this office
     */
    public record OfficeRule(String words, List<String> topics, boolean inTurn) {

        static final OfficeRule NONE = new OfficeRule("", List.of(), false);

        public OfficeRule {
            topics = List.copyOf(topics);
        }
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
        return db.sql("select words, topics, in_turn from office_rule where office_code = ?").param(office)
            .query((row, _) -> new OfficeRule(row.getString(1), List.of((String[]) row.getArray(2).getArray()), row.getBoolean(3))).optional().orElse(OfficeRule.NONE);
    }

    void change(String office, OfficeRule rule) {
        db.sql("""
                insert into office_rule (office_code, words, topics, in_turn) values (?, ?, ?, ?)
                on conflict (municipality_id, office_code) do update set words = excluded.words, topics = excluded.topics, in_turn = excluded.in_turn""")
            .param(office).param(rule.words()).param(rule.topics().toArray(String[]::new)).param(rule.inTurn()).update();
    }

    /** The office of whose words one was said, in any of its forms. */
    public Optional<String> office(String said) {
        List<String> found = db.sql("""
                select office_code from office_rule
                 where words <> '' and to_tsvector('italian', ?) @@ websearch_to_tsquery('italian', replace(words, ',', ' or ')) order by office_code""")
            .param(said).query(String.class).list();
        return found.stream().findFirst();
    }

    /** The office to which notices of this topic belong. */
    public Optional<String> officeOfTopic(String topic) {
        return db.sql("select office_code from office_rule where ? = any (topics) order by office_code limit 1").param(topic).query(String.class).optional();
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
