// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.whatsapp;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Changes that are no messages and no statuses: of templates, of numbers, of the account. What has no use yet is kept with its body. */
@Component
class AccountIntake {

    private static final int MOST_REMEMBERED = 1_000;

    private final Set<String> seen = ConcurrentHashMap.newKeySet();

    void take(WebhookElement element) {
        if (element.field().isEmpty()) {
            throw new BadElement("Not a change of a WhatsApp account: no entry[].changes[].field");
        }
        mention(element.field());
    }

    private void mention(String field) {
        if (seen.size() < MOST_REMEMBERED && seen.add(field)) {
            LoggerFactory.getLogger(AccountIntake.class).atInfo().addKeyValue("field", field)
                .log("Meta tells of something we have no use for; it is kept with the webhook's body");
        }
    }
}
