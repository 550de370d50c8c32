// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.joining;

import it.filodiretto.channel.CodeTemplates;
import it.filodiretto.citizen.CitizenId;
import it.filodiretto.citizen.Citizens;
import it.filodiretto.citizen.CitizensMerged;
import it.filodiretto.citizen.CitizensParted;
import it.filodiretto.citizen.Registration;
import it.filodiretto.citizen.WhatsAppIdentity;
import it.filodiretto.messaging.Origin;
import it.filodiretto.municipality.AutomaticKind;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.outbox.Outbox;
import it.filodiretto.shared.Ids;
import it.filodiretto.shared.PhoneNumber;
import it.filodiretto.subscription.Policies;
import it.filodiretto.vault.Vault;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Who may write to the current municipality where its profile wants registration first. A number is proved before it counts. */
@Service
@Transactional
public class Registrations implements Registration {

    private static final Duration CODE_LIFE = Duration.ofMinutes(10);
    private static final int TRIES = 5;
    private static final int CODES_AN_HOUR = 3;
    /** Of a whole town: more is somebody who makes the town pay. */
    private static final int TOWN_CODES_AN_HOUR = 500;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final RegistrationTable table;
    private final Citizens citizens;
    private final Policies policies;
    private final Municipalities municipalities;
    private final CodeTemplates codes;
    private final Outbox outbox;
    private final Vault vault;
    private final Clock clock;

    Registrations(RegistrationTable table, Citizens citizens, Policies policies, Municipalities municipalities, CodeTemplates codes, Outbox outbox,
            Vault vault, Clock clock) {
        this.table = table;
        this.citizens = citizens;
        this.policies = policies;
        this.municipalities = municipalities;
        this.codes = codes;
        this.outbox = outbox;
        this.vault = vault;
        this.clock = clock;
    }

    public boolean areRequired() {
        var account = municipalities.current().whatsapp();
        return account != null && account.registrationRequired();
    }

    /** Whether a code can be sent: the profile allows it, and WhatsApp has accepted its text. */
    @Transactional(readOnly = true)
    public boolean byCode() {
        var account = municipalities.current().whatsapp();
        return areRequired() && account != null && account.allows(AutomaticKind.CODE) && codes.areAccepted();
    }

    @Override
    @Transactional(readOnly = true)
    public boolean isRegistered(CitizenId citizen) {
        return !table.registered(List.of(citizen)).isEmpty();
    }

    /** Those of them who are. */
    @Transactional(readOnly = true)
    public Set<CitizenId> registered(Collection<CitizenId> people) {
        return table.registered(people);
    }

    /** «Da registrare»: who wrote without being registered, the last first. */
    @Transactional(readOnly = true)
    public List<CitizenId> waiting(int limit) {
        return table.waiting(limit);
    }

    /** Sends a code to the number; who asks has accepted the policy in force. */
    public Asked ask(PhoneNumber phone) {
        if (!byCode()) {
            return new Asked.NotPossible();
        }
        var citizen = citizens.recognise(WhatsAppIdentity.of(phone));
        var hourAgo = clock.instant().minus(Duration.ofHours(1));
        if (table.askedSince(citizen, hourAgo) >= CODES_AN_HOUR || table.askedSince(hourAgo) >= TOWN_CODES_AN_HOUR) {
            return new Asked.TooMany();
        }
        var id = Ids.next();
        var code = "%06d".formatted(RANDOM.nextInt(1_000_000));
        table.addCode(id, new RegistrationTable.Code(citizen, lookup(id, code), policies.inForce().number(), 0, clock.instant()));
        outbox.send(citizen, codes.withCode(code), Origin.automatic(AutomaticKind.CODE));
        return new Asked.Sent(id);
    }

    /** The code as it was typed. */
    public Proved prove(UUID asked, String typed) {
        var found = table.take(asked, clock.instant().minus(CODE_LIFE));
        if (found.isEmpty() || found.get().tries() >= TRIES) {
            return new Proved.Expired();
        }
        var code = found.get();
        if (!MessageDigest.isEqual(code.lookup(), lookup(asked, typed.replaceAll("[\\s-]", "")))) {
            return new Proved.Wrong(TRIES - code.tries() - 1);
        }
        var now = clock.instant();
        table.used(asked, now);
        table.register(code.citizen(), "CODE", code.policy(), now);
        return new Proved.Registered(code.citizen());
    }

    /** Who wrote first, and came by the link that was sent to her, has proved her number so; she has accepted the policy in force. */
    public void registerWriter(CitizenId citizen) {
        table.register(citizen, "MESSAGE", policies.inForce().number(), clock.instant());
    }

    /** An operator does it for her; who it was is in the audit. */
    @Override
    public void register(CitizenId citizen) {
        table.register(citizen, "OPERATOR", policies.inForce().number(), clock.instant());
    }

    @EventListener
    public void merge(CitizensMerged merged) {
        table.move(merged.from(), merged.into());
    }

    @EventListener
    public void part(CitizensParted parted) {
        table.part(parted);
    }

    private byte[] lookup(UUID asked, String code) {
        return vault.lookup("registration.code", asked + " " + code);
    }

    /** What came of asking for a code. */
    public sealed interface Asked {

        record Sent(UUID id) implements Asked {}

        record TooMany() implements Asked {}

        /** There is no template for it, or the profile does not allow it. */
        record NotPossible() implements Asked {}
    }

    /** What came of typing it. */
    public sealed interface Proved {

        record Registered(CitizenId citizen) implements Proved {}

        /** @param left how many tries remain */
        record Wrong(int left) implements Proved {}

        record Expired() implements Proved {}
    }
}
