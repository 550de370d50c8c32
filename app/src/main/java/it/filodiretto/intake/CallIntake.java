// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.intake;

import it.filodiretto.messaging.InboundContent;
import it.filodiretto.meta.Fields;
import org.springframework.stereotype.Component;

/**
 * Attempts to call us. Calling is switched off at set-up; where Meta tells of a call all the same, it is counted and rings
 * nowhere:
 *
 * <pre>{@code {"calls":[{"id":"wacid.…","from":"393331234567","event":"connect","direction":"USER_INITIATED","timestamp":"1772452800"}]}}</pre>
 *
 * Each call is told of twice or more, by {@code connect} and {@code terminate}: the first that arrives counts.
 */
@Component
public class CallIntake {

    private final MessageIntake messages;

    CallIntake(MessageIntake messages) {
        this.messages = messages;
    }

    /** @throws BadElement if one of them cannot be a call; the others are taken */
    public void take(WebhookElement change) {
        BadElement bad = null;
        for (var call : Fields.list(change.value(), "calls")) {
            if (!"BUSINESS_INITIATED".equals(Fields.text(call, "direction"))) {
                try {
                    messages.take(change, new ReadMessage(id(Fields.text(call, "id")), InboundReader.requireAuthor(call, change.value()), new InboundContent.Call(),
                        Fields.past(call, "timestamp", change.receivedAt()), null, null));
                } catch (BadElement e) {
                    bad = e;
                }
            }
        }
        if (bad != null) {
            throw bad;
        }
    }

    private static String id(@org.jspecify.annotations.Nullable String id) {
        if (id == null) {
            throw new BadElement("A call without an id");
        }
        return id;
    }
}
