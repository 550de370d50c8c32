// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.alarm;

import it.filodiretto.page.Banner;
import java.util.List;
import org.springframework.stereotype.Component;

/** The open alarms, on every page of the console. */
@Component
class AlarmBanner implements Banner {

    /** The page that lists them all. */
    private static final String HERE = "allarmi";

    private final Alarms alarms;

    AlarmBanner(Alarms alarms) {
        this.alarms = alarms;
    }

    @Override
    public List<Line> lines() {
        return alarms.open().stream().map(it -> new Line(it.words(), it.link() == null ? HERE : it.link(), HERE)).toList();
    }
}
