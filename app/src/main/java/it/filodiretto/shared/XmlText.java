// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.shared;

import java.util.regex.Pattern;

/** What people typed, as it may stand in XML 1.0, which knows no control characters: {@code https://www.w3.org/TR/xml/#charsets}. */
public final class XmlText {

    private static final Pattern UNKNOWN = Pattern.compile("[^\\t\\n\\r\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]");

    private XmlText() {}

    /** With a space for each sign that XML does not know. */
    public static String of(String typed) {
        return UNKNOWN.matcher(typed).replaceAll(" ");
    }
}
