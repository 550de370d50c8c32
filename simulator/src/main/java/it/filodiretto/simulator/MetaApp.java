// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The app at Meta that the town hall's program is: its mode, its token, the webhook fields that it asked for. */
public final class MetaApp {

    static final String ID = "390000000000000";

    /** Meta's two modes of an app. */
    public enum Mode {
        LIVE,
        /** What people write and the statuses of messages do not reach the webhook. */
        DEVELOPMENT
    }

    private volatile Mode mode = Mode.LIVE;
    private volatile @Nullable Instant tokenEnds;
    private volatile Set<String> scopes = Set.of("whatsapp_business_management", "whatsapp_business_messaging");
    private volatile List<String> fields = List.of(
            "messages", "calls", "message_template_status_update", "template_category_update", "message_template_quality_update",
            "phone_number_quality_update", "phone_number_name_update", "business_capability_update", "account_update", "account_alerts",
            "account_review_update", "user_preferences",
            "user_id_update", "security");
    private volatile @Nullable String callback;

    ObjectNode write() {
        var json = Json.object().put("mode", mode.name()).put("token_ends", tokenEnds == null ? null : String.valueOf(tokenEnds)).put("callback", callback);
        scopes.forEach(json.putArray("scopes")::add);
        fields.forEach(json.putArray("fields")::add);
        return json;
    }

    void restore(JsonNode json) {
        mode = Mode.valueOf(Json.text(json, "mode", mode.name()));
        var ends = Json.text(json, "token_ends");
        tokenEnds = ends == null ? null : Instant.parse(ends);
        callback = Json.text(json, "callback");
        scopes = json.path("scopes").valueStream().map(JsonNode::asString).collect(Collectors.toUnmodifiableSet());
        fields = json.path("fields").valueStream().map(JsonNode::asString).toList();
    }

    public Mode mode() {
        return mode;
    }

    public void mode(Mode changed) {
        mode = changed;
    }

    /** Whether what people write to this number, and what becomes of messages to them, reaches the webhook. */
    boolean hears(Account account) {
        return mode == Mode.LIVE && !account.business().left();
    }

    /** By the simulator's clock; null = never. From then on each call answers 190. */
    public void tokenEnds(@Nullable Instant at) {
        tokenEnds = at;
    }

    @Nullable Instant tokenEnds() {
        return tokenEnds;
    }

    boolean tokenOver(Instant now) {
        var ends = tokenEnds;
        return ends != null && !now.isBefore(ends);
    }

    /** What the token may do; without a scope its calls answer 10. */
    public void scopes(Set<String> granted) {
        scopes = Set.copyOf(granted);
    }

    Set<String> scopes() {
        return scopes;
    }

    /** The webhook fields that the app is subscribed to, as its list of subscriptions shows them. */
    public void fields(List<String> subscribed) {
        fields = List.copyOf(subscribed);
    }

    List<String> fields() {
        return fields;
    }

    /** Shown in place of the true webhook address; null shows that one. */
    public void callback(@Nullable String shown) {
        callback = shown;
    }

    @Nullable String callback() {
        return callback;
    }
}
