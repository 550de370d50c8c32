// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.settings;

import it.filodiretto.subscription.PolicyVersion;
import it.filodiretto.wording.Piece;
import java.util.List;

/** What citizens read in the town's own words. */
record TextsView(List<Group> groups, PolicyVersion policy) {

    record Group(Shelf shelf, List<Piece> pieces) {}
}
