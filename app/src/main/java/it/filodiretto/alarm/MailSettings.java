// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.alarm;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** How mail leaves. @param url empty: it waits in the outbox. @param from empty: made from the server's name */
@ConfigurationProperties("filodiretto.smtp")
record MailSettings(@DefaultValue("") String url, @DefaultValue("") String from) {

    boolean isThere() {
        return !url.isBlank();
    }

    @Override
    public String toString() {
        return "MailSettings[" + (isThere() ? "a server" : "none") + "]";
    }
}
