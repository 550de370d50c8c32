// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.whatsapp;

import it.filodiretto.municipality.Municipality;
import it.filodiretto.municipality.WhatsAppAccount;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Does what a new number needs, and reads how it stands. Each step may fail alone: the rest goes on, and the check of that
 * step tells why. Calls to Meta are counted by it, 200 an hour for an account: they are made no oftener than is useful.
 */
@Component
class NumberSetUp {

    private static final Logger log = LoggerFactory.getLogger(NumberSetUp.class);
    private static final Duration USUAL = Duration.ofMinutes(10);
    private static final Duration SHORTEST = Duration.ofSeconds(3);
    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final int PATIENCE = 6;

    private final MetaAccount meta;
    private final NumberTable numbers;
    private final TemplateTable templates;
    private final WhatsAppSecrets secrets;
    private final Diagnoses diagnoses;
    private final TemplateAlarms alarms;
    private final Clock realTime = Clock.systemUTC();

    NumberSetUp(MetaAccount meta, NumberTable numbers, TemplateTable templates, WhatsAppSecrets secrets, Diagnoses diagnoses,
            TemplateAlarms alarms) {
        this.meta = meta;
        this.numbers = numbers;
        this.templates = templates;
        this.secrets = secrets;
        this.diagnoses = diagnoses;
        this.alarms = alarms;
    }

    /** Does once, and again harmlessly, all that is missing. */
    void run(Municipality town) {
        var account = town.requireWhatsapp();
        numbers.takeTurn(account.phoneNumberId(), town.id(), Duration.ZERO);
        if (secrets.token(account).isEmpty()) {
            return;
        }
        numbers.wasSetUp(account.phoneNumberId());
        if (!describe(account)) {
            return;
        }
        step(account, NumberCheck.SUBSCRIBED, () -> {
            meta.subscribe(account);
            numbers.subscribed(account.phoneNumberId(), true);
        });
        step(account, NumberCheck.CALLING, () -> {
            meta.switchCallingOff(account);
            numbers.calling(account.phoneNumberId(), "DISABLED");
        });
        step(account, NumberCheck.TEMPLATES, () -> {
            reconcile(town, account);
            createMissing(town, account);
        });
    }

    /** Asks Meta how the number stands, if that may have changed since it was last asked. */
    void refresh(Municipality town) {
        var account = town.requireWhatsapp();
        if (secrets.token(account).isEmpty()) {
            return;
        }
        var number = numbers.find(account.phoneNumberId()).orElseGet(WhatsAppNumber::unknown);
        var pending = isPending(account);
        if (!numbers.takeTurn(account.phoneNumberId(), town.id(), pause(number, pending))) {
            return;
        }
        var known = number.readAt() != null && number.troubles().isEmpty() && realTime.instant().isBefore(number.readAt().plus(USUAL));
        if (pending && known) {
            step(account, NumberCheck.TEMPLATES, () -> reconcile(town, account));
        } else {
            readAll(town);
        }
    }

    /** Asks Meta for everything. */
    void readAll(Municipality town) {
        var account = town.requireWhatsapp();
        diagnose(account);
        if (describe(account)) {
            step(account, NumberCheck.SUBSCRIBED, () -> numbers.subscribed(account.phoneNumberId(), meta.isSubscribed(account)));
            step(account, NumberCheck.CALLING, () -> numbers.calling(account.phoneNumberId(), meta.calling(account)));
            step(account, NumberCheck.TEMPLATES, () -> reconcile(town, account));
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

    private boolean isPending(WhatsAppAccount account) {
        return templates.of(account.businessAccountId()).values().stream().anyMatch(it -> it.isWaiting() || it.status().equals(TemplateStatus.MISSING));
    }

    /** @return whether it makes sense to go on */
    private boolean describe(WhatsAppAccount account) {
        return step(account, NumberCheck.NUMBER, () -> numbers.described(account.phoneNumberId(), meta.describe(account)));
    }

    private boolean step(WhatsAppAccount account, String check, Runnable work) {
        var number = account.phoneNumberId();
        try {
            work.run();
            numbers.trouble(number, check, null);
            numbers.trouble(number, NumberCheck.TOKEN, null);
            return true;
        } catch (MetaTrouble e) {
            numbers.trouble(number, e.isOfToken() ? NumberCheck.TOKEN : check, e.words());
            var calm = e.calm();
            if (calm != null) {
                numbers.keepCalm(number, calm);
            }
            return false;
        }
    }

    /** Asks Meta for the templates alone. */
    void readTemplates(Municipality town) {
        var account = town.requireWhatsapp();
        step(account, NumberCheck.TEMPLATES, () -> reconcile(town, account));
    }

    private void reconcile(Municipality town, WhatsAppAccount account) {
        var asked = templates.now();
        var there = meta.templates(account);
        var id = account.businessAccountId();
        there.forEach(it -> templates.store(id, town.id(), it, asked));
        templates.forgetOthers(id, there.stream().map(it -> it.name() + " " + it.language()).toList(), asked);
        for (var template : StandardTemplate.values()) {
            if (there.stream().noneMatch(it -> it.isStandard() && it.name().equals(template.templateName()))) {
                templates.put(id, town.id(), TemplateStatus.missing(template), asked);
            }
        }
        alarms.look(town);
    }

    private void createMissing(Municipality town, WhatsAppAccount account) {
        var known = templates.of(account.businessAccountId());
        var missing = Arrays.stream(StandardTemplate.values())
            .filter(it -> !known.containsKey(it.templateName()) || known.get(it.templateName()).status().equals(TemplateStatus.MISSING)).toList();
        MetaTrouble first = null;
        String sample = null;
        for (var template : missing) {
            var asked = templates.now();
            try {
                sample = sample == null && template.hasPicture() ? meta.upload(account, SamplePicture.TYPE, SamplePicture.bytes()) : sample;
                templates.put(account.businessAccountId(), town.id(), meta.create(account, town, template, template.hasPicture() ? sample : null), asked);
            } catch (MetaTrouble e) {
                first = first != null || e.isNameInUse() ? first : e;
            }
        }
        if (account.registrationRequired() && templates.find(account.businessAccountId(), WhatsAppCodeTemplates.NAME, StandardTemplate.LANGUAGE).isEmpty()) {
            var asked = templates.now();
            try {
                templates.put(account.businessAccountId(), town.id(), meta.createCode(account), asked);
            } catch (MetaTrouble e) {
                first = first != null || e.isNameInUse() ? first : e;
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
