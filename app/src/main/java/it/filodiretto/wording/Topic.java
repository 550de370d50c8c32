// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.wording;

import it.filodiretto.municipality.MetaCategory;


/**
 * What a notice is about; citizens keep some and drop others.
 *
 * @param code stable, for example {@code strade}
 * @param name at most 24 characters, so that it fits a row of WhatsApp's lists
 * @param description at most 72 characters, for the same reason
 */
public record Topic(String code, String name, String description, MetaCategory category) {

    /** The code of civil protection, the same in every municipality. */
    public static final String CIVIL_PROTECTION = "protezione-civile";

    public static final int LONGEST_NAME = 24;
    public static final int LONGEST_DESCRIPTION = 72;

    public boolean isCivilProtection() {
        return code.equals(CIVIL_PROTECTION);
    }
}
