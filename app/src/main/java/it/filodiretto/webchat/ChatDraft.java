// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.webchat;

import java.util.regex.Pattern;

/** What somebody wants to say. @param clientId the browser's own: the same twice is a repeat */
record ChatDraft(String clientId, String text) {

    static final int LONGEST = 4096;
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9-]{8,64}");

    ChatDraft {
        text = text.replace("\r\n", "\n").replace("\u0000", "").strip();
    }

    /** Why it cannot be said, as a key of the sentences; empty: it can. */
    String flaw() {
        if (!FORM.matcher(clientId).matches()) {
            return "webchat.flaw.stale";
        }
        return text.isEmpty() ? "webchat.flaw.empty" : text.codePointCount(0, text.length()) > LONGEST ? "webchat.flaw.long" : "";
    }
}
