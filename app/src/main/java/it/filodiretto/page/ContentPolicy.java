// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.page;

/** What browsers may load and run on our pages: what comes from here. */
public final class ContentPolicy {

    public static final String USUAL = withPicturesFrom("");

    private ContentPolicy() {}

    /** For a page that shows pictures of one other server. @param origin {@code https://tile.example.it}, from a setting */
    public static String withPicturesFrom(String origin) {
        return "default-src 'self'; img-src 'self' data:" + (origin.isEmpty() ? "" : " " + origin)
            + "; font-src 'self' data:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";
    }
}
