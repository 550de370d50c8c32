// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** {@code POST /{phone-number-id}/messages}: decides as Meta would whether a message is accepted. */
final class Messages {

    private final Supplier<LimitRules> rules;
    private final Limits limits;
    private final TemplateCheck templates;
    private final Phones phones;
    private final Ledger ledger;
    private final Statuses statuses;
    private final Pacing pacing;
    private final Faults faults;
    private final Fates fates;
    private final MarketingCaps caps;
    private final Media media;
    private final WireLog wire;
    private final Clock clock;

    Messages(Supplier<LimitRules> rules, Limits limits, TemplateCheck templates, Phones phones, Ledger ledger,
            Statuses statuses, Pacing pacing, Faults faults, Fates fates, MarketingCaps caps, Media media, WireLog wire, Clock clock) {
        this.rules = rules;
        this.limits = limits;
        this.templates = templates;
        this.phones = phones;
        this.ledger = ledger;
        this.statuses = statuses;
        this.pacing = pacing;
        this.faults = faults;
        this.fates = fates;
        this.caps = caps;
        this.media = media;
        this.wire = wire;
        this.clock = clock;
    }

    /** @throws GraphError where Meta refuses */
    GraphAnswer send(Account account, GraphCall call) {
        var message = call.json();
        if (!Json.text(message, "messaging_product", "").equals("whatsapp")) {
            throw GraphError.of(100, "The parameter messaging_product is required.");
        }
        if (!account.registered()) {
            throw GraphError.of(133010, "The phone number is not registered on the WhatsApp Business Platform.");
        }
        if (Json.text(message, "status", "").equals("read")) {
            return seen(account, message);
        }
        var recipient = recipient(account, message);
        var type = Json.text(message, "type", "text");
        limits.rate(account, recipient.number());
        ContentCheck.check(type, message, media);
        var template = type.equals("template") ? template(account, recipient, message) : null;
        var failure = later(account, recipient, category(template));
        if (template == null && rules.get().window() && !windowOpen(account, recipient)) {
            failure = late(failure);
        }
        return accept(account, recipient, message, type, call.body(), template, failure);
    }

    private static String category(@Nullable Template template) {
        return template == null ? "service" : template.categoryLowercase();
    }

    private Template template(Account account, Recipient recipient, JsonNode message) {
        if (faults.strike(FaultKind.TEMPLATE_SUSPENDED, account.phoneNumberId()) != null) {
            throw GraphError.of(132015, "Template is paused due to low quality");
        }
        var template = templates.found(account, message.path("template"));
        if (!windowOpen(account, recipient)) {
            if (faults.strike(FaultKind.PORTFOLIO_LIMIT, account.phoneNumberId()) != null) {
                throw limits.refusal(131048, "The day's messaging limit is used up.");
            }
            limits.portfolio(account, recipient.number());
        }
        return template;
    }

    private int late(int failure) {
        if (!rules.get().windowAnswersLate()) {
            throw GraphError.of(131047, "Message failed to send because more than 24 hours have passed since the customer last replied to this number.");
        }
        return failure == 0 ? 131047 : failure;
    }

    private GraphAnswer accept(Account account, Recipient recipient, JsonNode message, String type, byte[] body,
            @Nullable Template template, int failure) {
        var row = ledger.add(account, recipient, Json.text(message, "biz_opaque_callback_data"), body);
        var phone = phones.find(recipient.number());
        if (phone == null) {
            wire.toCrowd();
        } else {
            wire.toPhone(template != null ? "modello a " + phone.name() + " 200" : "messaggio a " + phone.name() + " 200");
        }
        var price = price(account, phone, category(template), failure);
        var held = template != null && pacing.takes(template, new Pacing.Held(row, price, failure));
        if (!held) {
            statuses.accepted(row, price, failure);
        }
        return answer(account, recipient, phone, message, template == null ? null : held ? "held_for_quality_assessment" : "accepted", row);
    }

    /** What fails is not counted among the free ones. */
    private Price price(Account account, @Nullable Phone phone, String category, int failure) {
        return failure != 0 ? new Price(category, Price.Type.REGULAR)
                : account.bill().price(category, phone == null ? null : phone.chat(account.phoneNumberId()), clock.instant());
    }

    private GraphAnswer answer(Account account, Recipient recipient, @Nullable Phone phone, JsonNode message, @Nullable String status, Ledger.Row row) {
        var body = new StringBuilder(300).append("{\"messaging_product\":\"whatsapp\",\"contacts\":[{\"input\":\"");
        var named = recipient.named();
        body.append(named != null ? named : Json.text(message, "to"));
        if (named == null) {
            body.append("\",\"wa_id\":\"").append(phone == null ? recipient.number() : phone.waId());
        }
        if (phone == null || phone.identity() != Phone.Identity.PHONE_ONLY) {
            body.append("\",\"user_id\":\"").append(UserIds.of(recipient.number(), account.portfolioId()));
        }
        body.append("\"}],\"messages\":[{\"id\":\"").append(ledger.id(row.sequence()));
        if (status != null) {
            body.append("\",\"message_status\":\"").append(status);
        }
        return new GraphAnswer(200, body.append("\"}]}").toString().getBytes(StandardCharsets.UTF_8));
    }

    private Recipient recipient(Account account, JsonNode message) {
        var to = Json.text(message, "to");
        if (to != null) {
            var digits = digits(to);
            if (digits.length() < 8 || digits.length() > 15 || !allDigits(digits)) {
                throw GraphError.of(131009, "The parameter to is not a telephone number");
            }
            if (digits.equals(account.digits())) {
                throw GraphError.of(131021, "Recipient phone number cannot be the sender phone number");
            }
            return new Recipient(digits, digits, null);
        }
        var userId = Json.text(message, "recipient");
        if (userId == null) {
            throw GraphError.of(131008, "The parameter to is required.");
        }
        var number = UserIds.looksLikeOne(userId) ? UserIds.number(userId, account.portfolioId()) : null;
        if (number == null) {
            throw GraphError.of(131009, "The parameter recipient is not a business-scoped user id of this portfolio");
        }
        return new Recipient(number, null, userId);
    }

    /** Most numbers are digits already. */
    private static String digits(String to) {
        return allDigits(to) ? to : to.replaceAll("[+\\s().-]", "");
    }

    private static boolean allDigits(String text) {
        return text.chars().allMatch(it -> it >= '0' && it <= '9');
    }

    /** The code with which it will fail; 0 = it will not. @throws GraphError if it is its fate to be refused at once */
    private int later(Account account, Recipient recipient, String category) {
        var fate = fates.strike(recipient.number(), category, account.phoneNumberId());
        if (fate != null && fate.now()) {
            throw limits.refusal(fate.code(), "The simulator was told to refuse this message.");
        }
        if (fate != null) {
            return fate.code();
        }
        if (category.equals("marketing") && !caps.lets(recipient.number(), windowOpen(account, recipient))) {
            return 131049;
        }
        var fault = faults.strike(FaultKind.FAILED_LATER, account.phoneNumberId());
        return fault == null ? 0 : fault.code() == 0 ? 131026 : fault.code();
    }

    private boolean windowOpen(Account account, Recipient recipient) {
        var phone = phones.find(recipient.number());
        return phone != null && phone.chat(account.phoneNumberId()).windowOpen(clock.instant());
    }

    private GraphAnswer seen(Account account, JsonNode message) {
        var id = Json.text(message, "message_id", "");
        for (var phone : phones.all()) {
            if (phone.chat(account.phoneNumberId()).seen(id)) {
                phone.touched();
                return GraphAnswer.success();
            }
        }
        throw GraphError.of(131009, "The parameter message_id is not the id of a message received");
    }
}
