// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.municipality;

import org.jspecify.annotations.Nullable;

/**
 * One way to reach the municipality, as the page of contacts lists it.
 *
 * @param code stable, unique in the municipality
 * @param name as citizens know it, «Numero verde»
 * @param at the number, address, street or link; for WhatsApp the number shown
 * @param note a sentence for citizens, or null
 * @param timetable code for {@link it.filodiretto.opening.OpeningHours}, or null: at any time
 * @param trial present while the town tries it out
 * @param pageId Meta's id of the Facebook page, if it is one
 * @param chat present if it is the chat on the town's site
 * @param office code of the office it belongs to, whose name and hours it has unless it has its own; null: the whole town's
 */
public record ContactChannel(String code, Kind kind, String name, String at, @Nullable String note,
                             @Nullable String timetable, @Nullable Trial trial, @Nullable String pageId, @Nullable WebChat chat, @Nullable String office) {

    /** Whether a person answers there who needs neither WhatsApp nor the site. */
    public boolean answers() {
        return kind == Kind.PHONE || kind == Kind.EMAIL || kind == Kind.DESK;
    }

    /** What it is; the profile's word is in lower case with hyphens, {@code web-chat}. */
    public enum Kind { WHATSAPP, PHONE, EMAIL, DESK, WEB_CHAT, WEB_FORM, FACEBOOK, MESSENGER, VIRTUAL_PHONE, NEWSLETTER }
}
