// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.noticeboard;

import it.filodiretto.municipality.HelpContact;
import it.filodiretto.notice.NoticeParts;
import it.filodiretto.notice.NoticeText;
import java.util.List;

/**
 * A notice to be printed and put up: one page A4 in large print.
 *
 * @param level «Allerta rossa», or empty
 * @param page where it stands, as it is printed
 * @param qr PNG in base64: opens that page
 * @param colour of the town
 */
record NoticeSheet(String town, String colour, String level, NoticeText content, List<NoticeParts.Part> facts, HelpContact help, String page, String qr) {

    /** The longer the text, the smaller the print, so that it stays one page. */
    int points() {
        int length = content.text().length() + facts.stream().mapToInt(it -> it.words().length() + it.label().length()).sum();
        return length < 300 ? 22 : length < 700 ? 18 : 14;
    }
}
