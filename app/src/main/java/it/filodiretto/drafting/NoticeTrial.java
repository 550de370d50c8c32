// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.drafting;

import it.filodiretto.citizen.Citizens;
import it.filodiretto.citizen.WhatsAppIdentity;
import it.filodiretto.messaging.Origin;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.notice.NoticeId;
import it.filodiretto.notice.NoticeMessage;
import it.filodiretto.operator.Audit;
import it.filodiretto.operator.CurrentOperator;
import it.filodiretto.outbox.Outbox;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Sends a notice to the town hall's own telephone, which its profile names, and to nobody else: to see it before everybody does. */
@Component
class NoticeTrial {

    enum Result { SENT, NO_TEMPLATE, NO_PHONE }

    private final Notices notices;
    private final NoticeMessage messages;
    private final Citizens citizens;
    private final Outbox outbox;
    private final Municipalities municipalities;
    private final Audit audit;

    NoticeTrial(Notices notices, NoticeMessage messages, Citizens citizens, Outbox outbox, Municipalities municipalities, Audit audit) {
        this.notices = notices;
        this.messages = messages;
        this.citizens = citizens;
        this.outbox = outbox;
        this.municipalities = municipalities;
        this.audit = audit;
    }

    /** Free text if that telephone wrote in the last 24 hours, else the template. */
    @Transactional
    public Result send(NoticeId id) {
        var phone = municipalities.current().notices().trialPhone();
        var by = CurrentOperator.find();
        if (phone == null || by.isEmpty()) {
            return Result.NO_PHONE;
        }
        var content = notices.find(id).orElseThrow().content();
        var person = citizens.recognise(WhatsAppIdentity.of(phone));
        var template = messages.template(content, messages.link(id));
        if (outbox.windowIsOpen(person)) {
            outbox.send(person, messages.illustrated(content, messages.freeText(content, messages.link(id))), Origin.by(by.get()));
        } else if (template.approved()) {
            outbox.send(person, template.template(), Origin.by(by.get()));
        } else {
            return Result.NO_TEMPLATE;
        }
        audit.record("notice.trial", Map.of("notice", id.toString()));
        return Result.SENT;
    }
}
