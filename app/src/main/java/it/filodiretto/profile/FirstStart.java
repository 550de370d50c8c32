// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.profile;

import it.filodiretto.municipality.CurrentMunicipality;
import it.filodiretto.municipality.Municipality;
import it.filodiretto.municipality.MunicipalityTable;
import it.filodiretto.opening.HoursTable;
import it.filodiretto.wording.ContentTable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Brings a profile into the database: its identity at each start, what clerks edit at the first one only. Later starts add
 * what the file newly needs and the database never had: a timetable that a new channel names, a text for a new automatic
 * message, keywords where there are none. They change nothing that is there.
 */
@Component
class FirstStart {

    private final MunicipalityTable municipalities;
    private final HoursTable hours;
    private final ContentTable content;
    private final TransactionTemplate transaction;

    FirstStart(MunicipalityTable municipalities, HoursTable hours, ContentTable content, PlatformTransactionManager transactions) {
        this.municipalities = municipalities;
        this.hours = hours;
        this.content = content;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** The town with its id for good. Several processes may do this at once: one fills the tables, and all or nothing. */
    Municipality of(Profile profile) {
        var id = transaction.execute(_ -> municipalities.keep(profile.town()));
        CurrentMunicipality.inTown(id, () -> transaction.executeWithoutResult(_ -> {
            if (municipalities.beginFirstStart(id)) {
                fill(profile.content());
            }
            complete(profile.content());
        }));
        return profile.town().withId(id);
    }

    private void fill(Content first) {
        first.timetables().forEach(hours::addIfAbsent);
        first.closures().forEach(hours::add);
        for (int place = 0; place < first.topics().size(); place++) {
            content.add(first.topics().get(place), place);
        }
    }

    private void complete(Content now) {
        now.timetables().forEach(hours::addIfAbsent);
        now.texts().forEach(content::addTextIfAbsent);
        if (content.keywords().isEmpty()) {
            content.add(now.keywords());
        }
    }
}
