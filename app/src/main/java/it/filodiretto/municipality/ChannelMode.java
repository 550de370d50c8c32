// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.municipality;

/** How much a WhatsApp number does by itself; the profile's word is in lower case with a hyphen, {@code people-only}. */
public enum ChannelMode {
    /** Every answer is written by a person. */
    PEOPLE_ONLY,
    /** Keywords subscribe and unsubscribe; what else citizens write is answered by people. */
    TWO_WAY,
    /** Only notices go out; what citizens write is not read, except for the keywords. */
    ONE_WAY
}
