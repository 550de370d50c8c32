// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.whatsappnumber;

import it.filodiretto.meta.MetaAccount;
import it.filodiretto.meta.MetaTrouble;
import it.filodiretto.meta.NumberCheck;
import it.filodiretto.meta.NumberSteps;
import it.filodiretto.meta.NumberTable;
import it.filodiretto.meta.WhatsAppNumber;
import it.filodiretto.meta.WhatsAppSecrets;
import it.filodiretto.municipality.Municipality;
import it.filodiretto.municipality.WhatsAppAccount;
import it.filodiretto.whatsapptemplate.TemplateSetUp;
import it.filodiretto.whatsapptemplate.TemplatesShown;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Does what a new number needs, and reads how it stands. Each step may fail alone: the rest goes on, and the check of that
 * step tells why. Calls to Meta are counted by it, 200 an hour for an account: they are made no oftener than is useful.
 */
@Component
public class NumberSetUp {

    private static final Logger log = LoggerFactory.getLogger(NumberSetUp.class);
    private static final Duration USUAL = Duration.ofMinutes(10);
    private static final Duration SHORTEST = Duration.ofSeconds(3);
    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final int PATIENCE = 6;

    private final MetaAccount meta;
    private final NumberTable numbers;
    private final NumberSteps steps;
    private final TemplateSetUp templates;
    private final WhatsAppSecrets secrets;
    private final Diagnoses diagnoses;
    private final Clock realTime = Clock.systemUTC();

    public NumberSetUp(MetaAccount meta, NumberTable numbers, NumberSteps steps, TemplateSetUp templates, WhatsAppSecrets secrets, Diagnoses diagnoses) {
        this.meta = meta;
        this.numbers = numbers;
        this.steps = steps;
        this.templates = templates;
        this.secrets = secrets;
        this.diagnoses = diagnoses;
    }

    /** Does once, and again harmlessly, all that is missing. */
    public void run(Municipality town) {
        var account = town.requireWhatsapp();
        numbers.takeTurn(account.phoneNumberId(), town.id(), Duration.ZERO);
        if (secrets.token(account).isEmpty()) {
            return;
        }
        numbers.wasSetUp(account.phoneNumberId());
        if (!describe(account)) {
            return;
        }
        steps.take(account, NumberCheck.SUBSCRIBED, () -> {
            meta.subscribe(account);
            numbers.subscribed(account.phoneNumberId(), true);
        });
        steps.take(account, NumberCheck.CALLING, () -> {
            meta.switchCallingOff(account);
            numbers.calling(account.phoneNumberId(), "DISABLED");
        });
        templates.run(town);
    }

    @EventListener
    void refresh(TemplatesShown shown) {
        refresh(shown.town());
    }

    /** Asks Meta how the number stands, if that may have changed since it was last asked. */
    void refresh(Municipality town) {
        var account = town.requireWhatsapp();
        if (secrets.token(account).isEmpty()) {
            return;
        }
        var number = numbers.find(account.phoneNumberId()).orElseGet(WhatsAppNumber::unknown);
        var pending = templates.isPending(account);
        if (!numbers.takeTurn(account.phoneNumberId(), town.id(), pause(number, pending))) {
            return;
        }
        var known = number.readAt() != null && number.troubles().isEmpty() && realTime.instant().isBefore(number.readAt().plus(USUAL));
        if (pending && known) {
            templates.read(town);
        } else {
            readAll(town);
        }
    }

    /** Asks Meta for everything. */
    void readAll(Municipality town) {
        var account = town.requireWhatsapp();
        diagnose(account);
        if (describe(account)) {
            steps.take(account, NumberCheck.SUBSCRIBED, () -> numbers.subscribed(account.phoneNumberId(), meta.isSubscribed(account)));
            steps.take(account, NumberCheck.CALLING, () -> numbers.calling(account.phoneNumberId(), meta.calling(account)));
            templates.read(town);
        }
    }

    /** What was known stands while Meta does not answer: nothing has mended or broken by that. */
    private void diagnose(WhatsAppAccount account) {
        try {
            numbers.diagnosed(account.phoneNumberId(), diagnoses.of(account));
        } catch (MetaTrouble e) {
            log.atInfo().addKeyValue("number", account.phoneNumberId()).addKeyValue("code", e.code()).log("Meta does not say now how a number's connection stands");
        }
    }

    /** Short while something is expected, and longer the longer it does not come. */
    private Duration pause(WhatsAppNumber number, boolean pending) {
        if (number.readAt() == null || pending || !number.troubles().isEmpty()) {
            var since = number.setUpAt() == null ? Duration.ZERO : Duration.between(number.setUpAt(), realTime.instant());
            var pause = since.dividedBy(PATIENCE);
            return pause.compareTo(SHORTEST) < 0 ? SHORTEST : pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
        }
        return USUAL;
    }

    /** @return whether it makes sense to go on */
    private boolean describe(WhatsAppAccount account) {
        return steps.take(account, NumberCheck.NUMBER, () -> numbers.described(account.phoneNumberId(), meta.describe(account)));
    }
}
