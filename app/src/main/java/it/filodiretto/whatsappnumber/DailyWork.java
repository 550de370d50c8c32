// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.whatsappnumber;

import it.filodiretto.intake.IdentityLinks;
import it.filodiretto.meta.NumberTable;
import it.filodiretto.meta.ServiceCounts;
import it.filodiretto.meta.WhatsAppSecrets;
import it.filodiretto.municipality.CurrentMunicipality;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.shared.Recurring;
import java.time.Duration;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** What this channel does beside its work: asks Meta once a day how each number stands, and links identities that came together. */
@Component
class DailyWork implements SmartLifecycle {

    private static final Duration DAY = Duration.ofHours(23);

    private final Municipalities municipalities;
    private final NumberSetUp setUp;
    private final NumberTable numbers;
    private final WhatsAppSecrets secrets;
    private final IdentityLinks links;
    private final ServiceCounts counts;
    private final BacklogAlarm backlog;
    private final DoctorAlarms doctor;
    private final Recurring timer = new Recurring("whatsapp-timer");

    DailyWork(Municipalities municipalities, NumberSetUp setUp, NumberTable numbers, WhatsAppSecrets secrets, IdentityLinks links, ServiceCounts counts, BacklogAlarm backlog,
            DoctorAlarms doctor) {
        this.municipalities = municipalities;
        this.setUp = setUp;
        this.numbers = numbers;
        this.secrets = secrets;
        this.links = links;
        this.counts = counts;
        this.backlog = backlog;
        this.doctor = doctor;
    }

    @Override
    public void start() {
        timer.start();
        timer.every(Duration.ofSeconds(1), Duration.ofSeconds(1), links::writeSome);
        timer.every(Duration.ofSeconds(1), Duration.ofSeconds(1), counts::write);
        timer.every(Duration.ofSeconds(20), Duration.ofSeconds(15), backlog::look);
        timer.every(Duration.ofMinutes(2), Duration.ofMinutes(60), this::readNumbers);
    }

    /** Those that were set up once, and that nobody has asked about for a day. */
    private void readNumbers() {
        for (var town : municipalities.all()) {
            var account = town.whatsapp();
            if (account != null && !secrets.token(account).isEmpty()
                    && numbers.find(account.phoneNumberId()).filter(it -> it.setUpAt() != null).isPresent()
                    && numbers.takeTurn(account.phoneNumberId(), town.id(), DAY)) {
                CurrentMunicipality.inTown(town.id(), () -> {
                    setUp.readAll(town);
                    doctor.look(town);
                });
            }
        }
    }

    @Override
    public void stop() {
        timer.stop();
    }

    @Override
    public boolean isRunning() {
        return timer.isRunning();
    }
}
