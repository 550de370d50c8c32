// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.webhook;

import it.filodiretto.citizen.Citizens;
import it.filodiretto.citizen.WhatsAppIdentity;
import it.filodiretto.intake.BadElement;
import it.filodiretto.intake.CallIntake;
import it.filodiretto.intake.InboundReader;
import it.filodiretto.intake.PreferenceIntake;
import it.filodiretto.intake.WebhookElement;
import it.filodiretto.meta.Fields;
import it.filodiretto.meta.NumberTable;
import it.filodiretto.meta.WhatsAppNumber;
import it.filodiretto.municipality.CurrentMunicipality;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.municipality.Municipality;
import it.filodiretto.municipality.WhatsAppAccount;
import it.filodiretto.whatsapptemplate.StandardTemplate;
import it.filodiretto.whatsapptemplate.TemplateAlarms;
import it.filodiretto.whatsapptemplate.TemplateStatus;
import it.filodiretto.whatsapptemplate.TemplateTable;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Changes that are no messages and no statuses: of templates, numbers, accounts, user ids. They are told apart by
 * {@code field}; those of accounts have no metadata and name the account alone. What has no use yet is kept with its body.
 */
@Component
class AccountIntake {

    private static final Logger log = LoggerFactory.getLogger(AccountIntake.class);
    private static final int MOST_REMEMBERED = 1_000;
    /** Known, and of no use yet: echoes and history are not what a citizen writes now. */
    private static final Set<String> KEPT = Set.of("smb_message_echoes", "history", "smb_app_state_sync",
        "flows", "group_lifecycle_update", "group_participants_update", "group_settings_update", "group_status_update", "account_settings_update",
        "partner_solutions", "payment_configuration_update", "automatic_events");
    /** Of a number or account, for people to read: {@link MetaNews}. */
    private static final Set<String> TOLD = Set.of("account_alerts", "account_review_update", "phone_number_name_update", "security",
        "business_username_update", "business_username_updates");

    private final Municipalities municipalities;
    private final Citizens citizens;
    private final TemplateTable templates;
    private final NumberTable numbers;
    private final TemplateAlarms alarms;
    private final AccountAlarms accounts;
    private final CallIntake calls;
    private final PreferenceIntake preferences;
    private final MetaNewsDesk news;
    private final Set<String> seen = ConcurrentHashMap.newKeySet();

    AccountIntake(Municipalities municipalities, Citizens citizens, TemplateTable templates, NumberTable numbers, TemplateAlarms alarms, AccountAlarms accounts,
            CallIntake calls, PreferenceIntake preferences, MetaNewsDesk news) {
        this.municipalities = municipalities;
        this.citizens = citizens;
        this.templates = templates;
        this.numbers = numbers;
        this.alarms = alarms;
        this.accounts = accounts;
        this.calls = calls;
        this.preferences = preferences;
        this.news = news;
    }

    void take(WebhookElement change) {
        if (change.field().isEmpty()) {
            throw new BadElement("Not a change of a WhatsApp account: no entry[].changes[].field");
        }
        var account = change.account();
        if (account != null && !change.maySpeakFor(account)) {
            throw new BadElement("Signed with an app secret that may not speak for the account " + account);
        }
        var about = about(change);
        var limits = about.stream().collect(Collectors.toMap(Municipality::id, this::limit));
        follow(change);
        about.forEach(it -> news.take(it, change, Objects.requireNonNull(limits.get(it.id())).orElse(null)));
    }

    private void follow(WebhookElement change) {
        switch (change.field()) {
            case WebhookBody.MESSAGES -> WebhookBody.requireLists(change);
            case "message_template_status_update" -> templateStatus(change);
            case "template_category_update" -> aboutTemplate(change, (its, name, language) ->
                templates.changeCategory(its, name, language, Fields.textOr(change.value(), "new_category", "")));
            case "message_template_quality_update" -> aboutTemplate(change, (its, name, language) ->
                templates.changeQuality(its, name, language, Fields.textOr(change.value(), "new_quality_score", "UNKNOWN")));
            case "message_template_components_update" -> aboutTemplate(change, (its, name, language) -> {
                var body = Fields.text(change.value(), "message_template_element");
                if (body != null) {
                    templates.changeBody(its, name, language, body);
                }
            });
            case "phone_number_quality_update" -> numberQuality(change);
            case "business_capability_update" -> ours(change).forEach(it -> limit(it, change.value()));
            case "account_update" -> ours(change).forEach(it -> accounts.take(it, change.value()));
            case "user_id_update" -> userIds(change);
            case "calls" -> calls.take(change);
            case "user_preferences" -> preferences.take(change);
            default -> mention(change.field());
        }
    }

    private interface OfTemplate {

        void change(String account, String name, String language);
    }

    private void templateStatus(WebhookElement change) {
        var event = Fields.text(change.value(), "event");
        if (event != null) {
            aboutTemplate(change, (account, name, language) -> templateStatus(change, new TemplateStatus(name,
                Fields.textOr(change.value(), "message_template_category", "UTILITY"), event, Fields.text(change.value(), "reason")), language));
        }
    }

    /** Of one that was just made, Meta may tell before we have written it down. */
    private void templateStatus(WebhookElement change, TemplateStatus told, String language) {
        var account = String.valueOf(change.account());
        if (!templates.changeStatus(account, told.name(), language, told.status(), told.reason()) && told.isUsable() && language.equals(StandardTemplate.LANGUAGE)) {
            ours(change).findFirst().ifPresent(it -> templates.put(account, it.id(), told, templates.now()));
        }
    }

    /** However the language is spelled here: {@code it}, {@code it-IT}. Those who use the template are told. */
    private void aboutTemplate(WebhookElement change, OfTemplate work) {
        var account = change.account();
        if (account != null) {
            work.change(account, Fields.textOr(change.value(), "message_template_name", ""),
                Fields.textOr(change.value(), "message_template_language", StandardTemplate.LANGUAGE).replace('-', '_'));
            ours(change).forEach(alarms::look);
        }
    }

    /** It names the number by its digits alone. */
    private void numberQuality(WebhookElement change) {
        var digits = Fields.textOr(change.value(), "display_phone_number", "").replaceAll("\\D", "");
        ours(change).map(Municipality::requireWhatsapp).filter(it -> it.digits().equals(digits)).forEach(it -> {
            if ("THROUGHPUT_UPGRADE".equals(Fields.text(change.value(), "event"))) {
                numbers.changeThroughput(it.phoneNumberId(), "HIGH");
            }
            limit(it, change.value());
        });
    }

    private void limit(Municipality town, JsonNode value) {
        limit(town.requireWhatsapp(), value);
    }

    private void limit(WhatsAppAccount account, JsonNode value) {
        var told = Fields.text(value, "max_daily_conversations_per_business");
        var limit = told != null ? told : Fields.text(value, "current_limit");
        if (limit != null && WhatsAppNumber.limit(limit).known()) {
            numbers.changeLimit(account.phoneNumberId(), limit.toUpperCase(Locale.ROOT));
        }
    }

    /** One owner's towns share the ids: where no number is named, each of them that knows the person hears of it. */
    private void userIds(WebhookElement change) {
        var number = change.phoneNumberId();
        var towns = number == null ? ours(change).toList() : municipalities.findByPhoneNumberId(number).stream().toList();
        if (towns.isEmpty()) {
            throw new BadElement("A change of a user id for a number that no municipality here has");
        }
        for (var one : Fields.list(change.value(), "user_id_update")) {
            var previous = Fields.text(one, "user_id", "previous");
            var current = InboundReader.userId(Fields.text(one, "user_id", "current"));
            var phone = InboundReader.phone(Fields.text(one, "wa_id"));
            if (previous != null && current != null) {
                towns.forEach(town -> CurrentMunicipality.inTown(town.id(), () ->
                    citizens.changed(new WhatsAppIdentity(null, previous, null), new WhatsAppIdentity(phone, current, null))));
            }
        }
    }

    /** The towns that it tells of: those of the account, or only the one whose number it names. */
    private List<Municipality> about(WebhookElement change) {
        var digits = Fields.textOr(change.value(), "display_phone_number", "").replaceAll("\\D", "");
        return ours(change).filter(it -> digits.isEmpty() || it.requireWhatsapp().digits().equals(digits)).toList();
    }

    private Optional<String> limit(Municipality town) {
        return numbers.find(town.requireWhatsapp().phoneNumberId()).map(WhatsAppNumber::dailyLimit);
    }

    private Stream<Municipality> ours(WebhookElement change) {
        return municipalities.all().stream().filter(it -> it.whatsapp() != null && it.whatsapp().businessAccountId().equals(change.account()));
    }

    private void mention(String field) {
        if (!KEPT.contains(field) && !TOLD.contains(field) && seen.size() < MOST_REMEMBERED && seen.add(field)) {
            log.atInfo().addKeyValue("field", field).log("Meta tells of something new, for which there is no use yet; it is kept with the webhook's body");
        }
    }
}
