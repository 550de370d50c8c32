// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.chatpage;

import it.filodiretto.municipality.ChannelMode;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.page.Page;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** How a talk goes on by WhatsApp: a link with its code, by which {@code ChatArrival} knows it again. */
@Component
class ChatPhone {

    private final Municipalities municipalities;
    private final String linkBase;

    ChatPhone(Municipalities municipalities, @Value("${filodiretto.whatsapp.link-base}") String linkBase) {
        this.municipalities = municipalities;
        this.linkBase = linkBase;
    }

    /**
     * {@link it.filodiretto.webchat.ChatSession#phoneCode} is to be appended. Empty where the town has no number, nobody reads what is written to it, or it is told to those
     * who registered only.
     */
    String link(Page page) {
        var account = municipalities.current().whatsapp();
        return account == null || account.registrationRequired() || account.mode() == ChannelMode.ONE_WAY ? ""
            : linkBase + account.digits() + "?text=" + URLEncoder.encode(page.say("webchat.whatsapp.text") + " ", StandardCharsets.UTF_8).replace("+", "%20");
    }
}
