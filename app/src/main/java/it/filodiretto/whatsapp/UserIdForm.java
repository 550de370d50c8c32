// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.whatsapp;

import java.util.regex.Pattern;

/** How Meta writes a business-scoped user id: {@code IT.1349…}. No telephone number looks like it. */
final class UserIdForm {

    private static final Pattern FORM = Pattern.compile("[A-Z]{2}\\.[A-Za-z0-9.]{1,160}");

    private UserIdForm() {}

    static boolean matches(String text) {
        return text.length() > 3 && text.charAt(2) == '.' && FORM.matcher(text).matches();
    }
}
