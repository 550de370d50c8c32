// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.citizen;

import org.jspecify.annotations.Nullable;

/**
 * How pages show a person.
 *
 * @param who the number, {@code +39 366 •••285}; without one what the person is called, or «senza numero»
 * @param name what she calls herself, or is called, where {@code who} does not say it; null: nobody knows
 * @param onWhatsApp she is known by a number or a user id
 */
public record ShownAs(String who, @Nullable String name, boolean onWhatsApp) {

    private static final String WITHOUT_NUMBER = "senza numero";

    /** Not there any more. */
    public static final ShownAs NOBODY = new ShownAs(WITHOUT_NUMBER, null, false);

    static ShownAs of(@Nullable Address address, @Nullable String name) {
        var who = address == null ? (name == null ? WITHOUT_NUMBER : name) : address.phone() == null ? WITHOUT_NUMBER : address.phone().shown();
        return new ShownAs(who, who.equals(name) ? null : name, address != null);
    }
}
