// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.whatsappnumber;

import it.filodiretto.channel.ChannelSetUp;
import it.filodiretto.municipality.Municipalities;
import org.springframework.stereotype.Component;

/** The set-up of the current municipality's number, for those who know no channel. */
@Component
class WhatsAppSetUp implements ChannelSetUp {

    private final Municipalities municipalities;
    private final NumberSetUp setUp;

    WhatsAppSetUp(Municipalities municipalities, NumberSetUp setUp) {
        this.municipalities = municipalities;
        this.setUp = setUp;
    }

    @Override
    public void prepare() {
        var town = municipalities.current();
        if (town.whatsapp() != null) {
            setUp.run(town);
        }
    }
}
