// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.conversation;

import it.filodiretto.municipality.Municipalities;
import java.time.LocalDate;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What people asked, as figures alone. A request goes from the message that opens or reopens a talk to the first answer. */
@Service
@Transactional(readOnly = true)
public class Requests {

    private final RequestTable table;
    private final Municipalities municipalities;

    Requests(RequestTable table, Municipalities municipalities) {
        this.table = table;
        this.municipalities = municipalities;
    }

    /** By month and channel, by each alone, and in all; months in their order. @param last its day counts too */
    public List<RequestFigures> figures(LocalDate first, LocalDate last) {
        var zone = municipalities.current().zone();
        return table.figures(first.atStartOfDay(zone).toInstant(), last.plusDays(1).atStartOfDay(zone).toInstant(), zone.getId());
    }
}
