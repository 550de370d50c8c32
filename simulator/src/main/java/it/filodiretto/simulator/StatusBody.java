// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import java.io.ByteArrayOutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ArrayList;
import tools.jackson.core.JsonGenerator;

/** Writes many statuses into one webhook body: an entry for each business account, a change for each number. */
final class StatusBody {

    private final Ledger ledger;

    StatusBody(Ledger ledger) {
        this.ledger = ledger;
    }

    byte[] of(List<StatusReport> reports) {
        var grouped = new LinkedHashMap<Business, Map<Account, List<StatusReport>>>();
        for (var report : reports) {
            var account = report.row().account();
            grouped.computeIfAbsent(account.business(), _ -> new LinkedHashMap<>())
                    .computeIfAbsent(account, _ -> new ArrayList<>()).add(report);
        }
        var bytes = new ByteArrayOutputStream(reports.size() * 400 + 200);
        try (var json = Json.META.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringProperty("object", "whatsapp_business_account");
            json.writeArrayPropertyStart("entry");
            grouped.forEach((business, accounts) -> entry(json, business, accounts));
            json.writeEndArray();
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private void entry(JsonGenerator json, Business business, Map<Account, List<StatusReport>> accounts) {
        json.writeStartObject();
        json.writeStringProperty("id", business.id());
        json.writeArrayPropertyStart("changes");
        accounts.forEach((account, reports) -> change(json, account, reports));
        json.writeEndArray();
        json.writeEndObject();
    }

    private void change(JsonGenerator json, Account account, List<StatusReport> reports) {
        json.writeStartObject();
        json.writeObjectPropertyStart("value");
        json.writeStringProperty("messaging_product", "whatsapp");
        json.writeObjectPropertyStart("metadata");
        json.writeStringProperty("display_phone_number", account.digits());
        json.writeStringProperty("phone_number_id", account.phoneNumberId());
        json.writeEndObject();
        json.writeArrayPropertyStart("statuses");
        reports.forEach(it -> status(json, it));
        json.writeEndArray();
        json.writeEndObject();
        json.writeStringProperty("field", "messages");
        json.writeEndObject();
    }

    private void status(JsonGenerator json, StatusReport report) {
        json.writeStartObject();
        json.writeStringProperty("id", ledger.id(report.row().sequence()));
        json.writeStringProperty("status", report.status());
        json.writeStringProperty("timestamp", Long.toString(report.at().getEpochSecond()));
        property(json, "recipient_id", report.recipientId());
        property(json, "recipient_user_id", report.failure() == 0 ? report.userId() : null);
        property(json, "biz_opaque_callback_data", report.row().opaque());
        if (report.priced()) {
            price(json, report.price(), report.status().equals("sent"));
        }
        if (report.failure() != 0) {
            failure(json, report.failure());
        }
        json.writeEndObject();
    }

    /** A conversation is named within the hours after an advertisement only, and its end only with sent. */
    private static void price(JsonGenerator json, Price price, boolean sent) {
        var ends = price.entryEnds();
        if (ends != null) {
            json.writeObjectPropertyStart("conversation");
            json.writeStringProperty("id", Long.toHexString(ends.toEpochMilli() * 0x9E3779B97F4A7C15L));
            if (sent) {
                json.writeStringProperty("expiration_timestamp", Long.toString(ends.getEpochSecond()));
            }
            json.writeObjectPropertyStart("origin");
            json.writeStringProperty("type", "referral_conversion");
            json.writeEndObject();
            json.writeEndObject();
        }
        json.writeObjectPropertyStart("pricing");
        json.writeBooleanProperty("billable", price.billable());
        json.writeStringProperty("pricing_model", "PMP");
        json.writeStringProperty("category", price.category());
        json.writeStringProperty("type", price.type().word);
        json.writeEndObject();
    }

    private static void failure(JsonGenerator json, int code) {
        json.writeArrayPropertyStart("errors");
        json.writeStartObject();
        json.writeNumberProperty("code", code);
        json.writeStringProperty("title", GraphError.title(code));
        json.writeStringProperty("message", GraphError.title(code));
        json.writeObjectPropertyStart("error_data");
        json.writeStringProperty("details", "The simulator was told to let this message fail.");
        json.writeEndObject();
        json.writeStringProperty("href", "https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/");
        json.writeEndObject();
        json.writeEndArray();
    }

    private static void property(JsonGenerator json, String name, @org.jspecify.annotations.Nullable String value) {
        if (value != null) {
            json.writeStringProperty(name, value);
        }
    }
}
