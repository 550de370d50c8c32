// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.wording;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The current municipality's own words to join and to leave. */
@Component
@Transactional(readOnly = true)
public class TownKeywords {

    private final ContentTable table;

    TownKeywords(ContentTable table) {
        this.table = table;
    }

    public Keywords current() {
        return table.keywords();
    }
}
