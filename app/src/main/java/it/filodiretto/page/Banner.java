// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.page;

import java.util.List;

/** What everybody at the console must see, whatever the page; asked when a page of the current town is drawn. */
public interface Banner {

    List<Line> lines();

    /** @param words in Italian; {@code link} below {@code /console/{slug}/}: where more is said, or something done */
    record Line(String words, String link) {}
}
