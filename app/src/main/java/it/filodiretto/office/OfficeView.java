// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.office;

import it.filodiretto.operator.OperatorId;
import java.util.List;

/** An office as it is set up. */
record OfficeView(String code, String name, List<OperatorId> members, Offices.Pace pace, RuleTable.OfficeRule rule) {}
