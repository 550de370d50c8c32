// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.office;

import it.filodiretto.municipality.CurrentMunicipality;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.municipality.MunicipalityId;
import it.filodiretto.municipality.Office;
import it.filodiretto.operator.Audit;
import it.filodiretto.operator.CurrentOperator;
import it.filodiretto.operator.OperatorId;
import it.filodiretto.operator.Operators;
import it.filodiretto.operator.Permission;
import it.filodiretto.shared.Recent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Whose office is whose: only its members see and answer its talks. An office without members is open to all who may answer. */
@Component
@Transactional
public class Offices {

    private final OfficeTable table;
    private final RuleTable rules;
    private final Municipalities municipalities;
    private final Operators operators;
    private final Audit audit;
    /** Each page of each operator asks, several times; what another node changes is known here a second later. */
    private final Recent<MunicipalityId, Map<String, List<OperatorId>>> members = new Recent<>(Duration.ofSeconds(1), _ -> look());

    Offices(OfficeTable table, RuleTable rules, Municipalities municipalities, Operators operators, Audit audit) {
        this.table = table;
        this.rules = rules;
        this.municipalities = municipalities;
        this.operators = operators;
        this.audit = audit;
    }

    /** Codes of those whose talks the current operator sees; a program sees all. */
    @Transactional(readOnly = true)
    public List<String> visible() {
        var members = members();
        var operator = CurrentOperator.find();
        return all().stream().map(Office::code)
            .filter(it -> operator.isEmpty() || members.getOrDefault(it, List.of()).isEmpty() || members.getOrDefault(it, List.of()).contains(operator.get()))
            .toList();
    }

    public List<Office> all() {
        return municipalities.current().offices();
    }

    /** As what this office marks messages, in the order of their keys. */
    public List<String> marks(String office) {
        return all().stream().filter(it -> it.code().equals(office)).findFirst().map(Office::marks).orElse(List.of());
    }

    @Transactional(readOnly = true)
    public Map<String, List<OperatorId>> members() {
        return members.of(CurrentMunicipality.require());
    }

    /** Those who still work here: an office of which nobody does is everybody's again, and no message unseen. */
    private Map<String, List<OperatorId>> look() {
        var here = operators.colleagues().stream().map(Operators.Colleague::id).collect(Collectors.toSet());
        return table.members().entrySet().stream().collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, it -> it.getValue().stream().filter(here::contains).toList()));
    }

    /** Who answers there, by name: its members, else all who may answer. */
    @Transactional(readOnly = true)
    public List<Operators.Colleague> colleagues(String office) {
        var members = members().getOrDefault(office, List.of());
        return operators.colleagues(Permission.ANSWER).stream().filter(it -> members.isEmpty() || members.contains(it.id())).toList();
    }

    public void change(String office, List<OperatorId> members) {
        table.change(office, members);
        var town = CurrentMunicipality.require();
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                Offices.this.members.forget(town);
            }
        });
        audit.record("office.members", Map.of("office", office, "members", String.valueOf(members.size())));
    }

    @Transactional(readOnly = true)
    public Pace pace(String office) {
        return table.pace(office).orElse(Pace.USUAL);
    }

    public void pace(String office, Pace pace) {
        table.pace(office, pace);
        audit.record("office.pace", Map.of("office", office, "aim", String.valueOf(pace.aimMinutes()), "escalate", String.valueOf(pace.escalateMinutes())));
    }

    /** Who is told when people wait too long: who leads there, else who leads anywhere, else who administers. @param office {@code null}: any */
    @Transactional(readOnly = true)
    public List<Operators.Reachable> supervisors(@Nullable String office) {
        var all = operators.supervisors();
        var members = office == null ? List.<OperatorId>of() : members().getOrDefault(office, List.of());
        var here = all.stream().filter(it -> members.contains(it.id())).toList();
        return !here.isEmpty() ? here : !all.isEmpty() ? all : operators.administrators();
    }

    @Transactional(readOnly = true)
    public RuleTable.OfficeRule rule(String office) {
        return rules.of(office);
    }

    public void rule(String office, RuleTable.OfficeRule rule) {
        rules.change(office, rule);
        audit.record("office.rule", Map.of("office", office, "words", rule.words(), "topics", String.join(", ", rule.topics()), "turn", String.valueOf(rule.inTurn())));
    }

    /** How long people wait at most, in minutes of opening time. */
    public record Pace(int aimMinutes, int escalateMinutes) {

        static final Pace USUAL = new Pace(15, 120);
    }
}
