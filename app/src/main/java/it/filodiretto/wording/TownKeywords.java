// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.wording;

import it.filodiretto.municipality.CurrentMunicipality;
import it.filodiretto.municipality.MunicipalityId;
import it.filodiretto.shared.Recent;
import java.time.Duration;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The current municipality's own words to join and to leave. */
@Component
@Transactional(readOnly = true)
public class TownKeywords {

    private final Recent<MunicipalityId, Keywords> words;

    TownKeywords(ContentTable table) {
        words = new Recent<>(Duration.ofSeconds(1), _ -> table.keywords());
    }

    /** Each message that arrives is compared with them: looked up once in a second, and anew after a change on this node. */
    public Keywords current() {
        return words.of(CurrentMunicipality.require());
    }

    /** In this transaction. */
    void change() {
        words.forgetWithTransaction(CurrentMunicipality.require());
    }
}
