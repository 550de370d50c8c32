// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.conversation;

import it.filodiretto.municipality.Municipalities;
import it.filodiretto.municipality.Office;
import it.filodiretto.operator.Audit;
import it.filodiretto.operator.CurrentOperator;
import it.filodiretto.operator.OperatorId;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Whose office is whose: only its members see and answer its talks. An office without members is open to all who may answer. */
@Component
@Transactional
class Offices {

    private final OfficeTable table;
    private final Municipalities municipalities;
    private final Audit audit;

    Offices(OfficeTable table, Municipalities municipalities, Audit audit) {
        this.table = table;
        this.municipalities = municipalities;
        this.audit = audit;
    }

    /** Codes of those whose talks the current operator sees; a program sees all. */
    @Transactional(readOnly = true)
    public List<String> visible() {
        var members = table.members();
        var operator = CurrentOperator.find();
        return all().stream().map(Office::code)
            .filter(it -> operator.isEmpty() || members.getOrDefault(it, List.of()).isEmpty() || members.getOrDefault(it, List.of()).contains(operator.get()))
            .toList();
    }

    public List<Office> all() {
        return municipalities.current().offices();
    }

    @Transactional(readOnly = true)
    public Map<String, List<OperatorId>> members() {
        return table.members();
    }

    public void change(String office, List<OperatorId> members) {
        table.change(office, members);
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

    /** How long people wait at most, in minutes of opening time. */
    record Pace(int aimMinutes, int escalateMinutes) {

        static final Pace USUAL = new Pace(15, 120);
    }
}
