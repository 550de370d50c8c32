// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.chatpage;

import it.filodiretto.shared.PhoneNumber;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What somebody leaves when nobody is there: a message, and how to be reached. As it was typed.
 *
 * @param trap a field that people do not see: who fills it in is a program
 * @param proof of some work done by the browser; empty: it has no JavaScript
 */
record ChatRequest(String name, String phone, String email, String text, boolean accepted, String trap, String proof) {

    static final ChatRequest EMPTY = new ChatRequest("", "", "", "", false, "", "");

    private static final Pattern EMAIL = Pattern.compile("[^@\\s<>\"]{1,64}@[^@\\s<>\"]{1,180}\\.[^@\\s.<>\"]{2,20}");

    ChatRequest {
        name = name.strip();
        phone = phone.strip();
        email = email.strip();
    }

    /** Why it cannot be taken, as a key of the sentences; empty: it can. */
    String flaw() {
        if (!trap.isEmpty()) {
            return "webchat.request.robot";
        }
        if (name.isEmpty() || name.length() > 100) {
            return "webchat.request.name";
        }
        if (phone.isEmpty() && email.isEmpty()) {
            return "webchat.request.contact";
        }
        if (!phone.isEmpty() && number().isEmpty()) {
            return "webchat.request.phone";
        }
        if (!email.isEmpty() && !isAddress(email)) {
            return "webchat.request.email";
        }
        return text.isBlank() ? "webchat.request.text" : accepted ? "" : "webchat.request.accept";
    }

    static boolean isAddress(String email) {
        return EMAIL.matcher(email).matches();
    }

    Optional<PhoneNumber> number() {
        return PhoneNumber.parse(phone);
    }

    @Override
    public String toString() {
        return "message left";
    }
}
