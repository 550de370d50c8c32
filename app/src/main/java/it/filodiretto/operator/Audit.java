// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.operator;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Who did what that matters: kept beside the data it concerns, in the same transaction, without citizens' personal data. */
@Component
@Transactional
public class Audit {

    private final AuditTable table;

    Audit(AuditTable table) {
        this.table = table;
    }

    /**
     * Writes down that the current operator, or the API key that calls, has done this.
     *
     * @param action verb and thing, {@code notice.send}
     * @param facts identifiers and counts; never a name, number or text of a citizen
     */
    public void record(String action, Map<String, String> facts) {
        table.add(CurrentOperator.find().orElse(null), CurrentOperator.caller().map(ApiCaller::key).orElse(null), action, facts);
    }

    void record(@Nullable OperatorId who, String action, Map<String, String> facts) {
        table.add(who, null, action, facts);
    }
}
