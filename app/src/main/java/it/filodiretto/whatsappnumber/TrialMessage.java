// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.whatsappnumber;

import it.filodiretto.channel.NoticeTemplates;
import it.filodiretto.citizen.Citizens;
import it.filodiretto.citizen.WhatsAppIdentity;
import it.filodiretto.messaging.MessageContent;
import it.filodiretto.messaging.MessageId;
import it.filodiretto.messaging.Origin;
import it.filodiretto.municipality.MetaCategory;
import it.filodiretto.operator.OperatorId;
import it.filodiretto.outbox.Outbox;
import it.filodiretto.shared.PhoneNumber;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** One message to a telephone at hand, to see it go and its reports come back. */
@Component
class TrialMessage {

    private static final String WORDS = "Prova di Filodiretto: se leggi questo messaggio, il numero funziona.";

    private final Citizens citizens;
    private final Outbox outbox;
    private final NoticeTemplates templates;
    private final String publicUrl;

    TrialMessage(Citizens citizens, Outbox outbox, NoticeTemplates templates, @Value("${filodiretto.public-url}") String publicUrl) {
        this.citizens = citizens;
        this.outbox = outbox;
        this.templates = templates;
        this.publicUrl = publicUrl;
    }

    /** Free text to who has written in the last 24 hours, else the template of notices. */
    @Transactional
    public MessageId send(PhoneNumber to, OperatorId by) {
        var person = citizens.recognise(WhatsAppIdentity.of(to));
        var content = outbox.windowIsOpen(person) ? new MessageContent.Text(WORDS)
            : templates.forNotice(new NoticeTemplates.Notice("Prova", WORDS, publicUrl, MetaCategory.UTILITY, false)).template();
        return outbox.send(person, content, Origin.by(by));
    }
}
