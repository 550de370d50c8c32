// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.mail;

import java.util.Locale;

/**
 * HTML without what is long and holds no words: comments, styles, scripts, pictures that are written out in an attribute. It
 * is gone through once, from its beginning to its end, however it was made.
 */
final class BareHtml {

    /** An attribute that is longer holds no words. */
    private static final int LONG = 2_000;

    private final String html;
    private final StringBuilder bare = new StringBuilder();
    /** Up to here it was looked at. */
    private int at;

    private BareHtml(String html) {
        this.html = html;
    }

    static String of(String html) {
        return new BareHtml(html).bare();
    }

    private String bare() {
        while (at < html.length()) {
            if (html.charAt(at) != '<') {
                copyTo(before('<', at + 1));
            } else if (html.startsWith("<!--", at)) {
                int end = html.indexOf("-->", at + 2);
                skipOrEnd(end < 0 ? end : end + 3);
            } else if (isTag("<style") || isTag("<script")) {
                skipOrEnd(endOf(isTag("<style") ? "</style" : "</script"));
            } else if (at + 1 < html.length() && Character.isLetter(html.charAt(at + 1))) {
                tag();
            } else {
                copyTo(at + 1);
            }
        }
        return bare.toString();
    }

    /** Where it is not closed, the rest is left as it is: HTML says what that means. */
    private void skipOrEnd(int end) {
        if (end < 0) {
            copyTo(html.length());
        }
        at = Math.max(at, end);
    }

    private boolean isTag(String start) {
        return isTag(start, at);
    }

    private boolean isTag(String start, int from) {
        int next = from + start.length();
        return html.regionMatches(true, from, start, 0, start.length()) && next < html.length()
            && (html.charAt(next) == '>' || html.charAt(next) == '/' || Character.isWhitespace(html.charAt(next)));
    }

    private int endOf(String closing) {
        int found = html.indexOf("</", at);
        while (found >= 0 && !isTag(closing, found)) {
            found = html.indexOf("</", found + 2);
        }
        return found < 0 ? -1 : before('>', found) + 1;
    }

    /** To its end, which no {@code >} within quotes is. Quotes stand after {@code =} only. */
    private void tag() {
        boolean value = false;
        while (at < html.length()) {
            char it = html.charAt(at);
            if (it == '>') {
                copyTo(at + 1);
                return;
            }
            if (value && !Character.isWhitespace(it)) {
                value(it);
                value = false;
            } else {
                value = it == '=' || value;
                copyTo(at + 1);
            }
        }
    }

    private void value(char first) {
        boolean quoted = first == '"' || first == '\'';
        int from = quoted ? at + 1 : at;
        int end = quoted ? before(first, from) : endOfWord(from);
        bare.append(html, at, from);
        at = from;
        if (isLess(from, end)) {
            at = end;
        } else {
            copyTo(end);
        }
        copyTo(quoted ? Math.min(end + 1, html.length()) : end);
    }

    /** An address that leads somewhere is kept, however long. */
    private boolean isLess(int from, int end) {
        var start = html.substring(from, Math.min(end, from + 20)).strip().toLowerCase(Locale.ROOT);
        return start.startsWith("data:") || end - from > LONG && !start.startsWith("http");
    }

    private int endOfWord(int from) {
        int end = from;
        while (end < html.length() && html.charAt(end) != '>' && !Character.isWhitespace(html.charAt(end))) {
            end++;
        }
        return end;
    }

    private int before(char sought, int from) {
        int found = html.indexOf(sought, from);
        return found < 0 ? html.length() : found;
    }

    private void copyTo(int end) {
        bare.append(html, at, end);
        at = end;
    }
}
