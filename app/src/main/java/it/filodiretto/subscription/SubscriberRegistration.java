// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.subscription;

import it.filodiretto.citizen.CitizenId;
import it.filodiretto.citizen.Citizens;
import it.filodiretto.citizen.Registration;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Registered is who is subscribed. */
@Component
@Transactional
class SubscriberRegistration implements Registration {

    private final Subscriptions subscriptions;
    private final Citizens citizens;

    SubscriberRegistration(Subscriptions subscriptions, Citizens citizens) {
        this.subscriptions = subscriptions;
        this.citizens = citizens;
    }

    @Override
    public boolean isRegistered(CitizenId citizen) {
        return subscriptions.isSubscribed(citizen);
    }

    @Override
    public boolean register(CitizenId citizen, String evidence) {
        var address = citizens.addresses(List.of(citizen)).get(citizen);
        var phone = address == null ? null : address.phone();
        if (phone == null) {
            return false;
        }
        subscriptions.importAll(List.of(new Subscriptions.ImportLine(phone.e164(), null, evidence)));
        return isRegistered(citizen);
    }
}
