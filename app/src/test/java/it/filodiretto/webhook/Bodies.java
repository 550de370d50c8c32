// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.webhook;

import java.time.Instant;
import java.util.List;

/** Webhook bodies as Meta writes them. */
public final class Bodies {

    private Bodies() {}

    public static String of(String number, String inside) {
        return "{\"object\":\"whatsapp_business_account\",\"entry\":[{\"id\":\"9" + number + "\",\"changes\":[{\"field\":\"messages\",\"value\":{"
            + "\"messaging_product\":\"whatsapp\",\"metadata\":{\"phone_number_id\":\"" + number + "\"}," + inside + "}}]}]}";
    }

    public static String messages(String number, List<String> messages) {
        return of(number, "\"messages\":[" + String.join(",", messages) + "]");
    }

    static String statuses(String number, List<String> statuses) {
        return of(number, "\"statuses\":[" + String.join(",", statuses) + "]");
    }

    static String text(String id, String from, String words, Instant at) {
        return "{\"from\":\"" + from + "\",\"id\":\"" + id + "\",\"timestamp\":\"" + at.getEpochSecond() + "\",\"type\":\"text\",\"text\":{\"body\":\"" + words + "\"}}";
    }

    static String status(String id, String status, String opaque, Instant at) {
        return "{\"id\":\"" + id + "\",\"status\":\"" + status + "\",\"timestamp\":\"" + at.getEpochSecond() + "\",\"biz_opaque_callback_data\":\"" + opaque + "\"}";
    }

    /** A change of an account, without metadata. */
    public static String change(String account, String field, String value) {
        return "{\"object\":\"whatsapp_business_account\",\"entry\":[{\"id\":\"" + account + "\",\"time\":1,\"changes\":[{\"field\":\"" + field + "\",\"value\":" + value + "}]}]}";
    }
}
