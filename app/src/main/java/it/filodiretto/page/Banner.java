// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.page;

import java.util.List;

/** What everybody at the console must see, whatever the page; asked when a page of the current town is drawn. */
public interface Banner {

    List<Line> lines();

    /**
     * @param words in Italian
     * @param link below {@code /console/{slug}/}: where more is said, or something done
     * @param forOthers likewise, for whom {@code link} is closed
     */
    record Line(String words, String link, String forOthers) {}
}
