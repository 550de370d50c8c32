// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.wording;

import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The topics of the current municipality, in the order to show; civil protection is always among them. */
@Component
@Transactional(readOnly = true)
public class Topics {

    private final ContentTable table;

    Topics(ContentTable table) {
        this.table = table;
    }

    public List<Topic> list() {
        return table.topics();
    }

    public Optional<Topic> find(String code) {
        return table.topics().stream().filter(it -> it.code().equals(code)).findFirst();
    }
}
