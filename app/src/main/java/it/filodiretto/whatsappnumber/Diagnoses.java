// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.whatsappnumber;

import it.filodiretto.meta.Diagnosis;
import it.filodiretto.meta.Fields;
import it.filodiretto.meta.MetaAccount;
import it.filodiretto.meta.MetaTrouble;
import it.filodiretto.municipality.WhatsAppAccount;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Asks Meta, and our own public address, what the connection doctor wants to know. What Meta does not tell us is left open. */
@Component
public class Diagnoses {

    private final MetaAccount meta;
    private final String publicUrl;

    public Diagnoses(MetaAccount meta, @Value("${filodiretto.public-url}") String publicUrl) {
        this.meta = meta;
        this.publicUrl = publicUrl.replaceFirst("/+$", "");
    }

    /** @throws MetaTrouble if Meta cannot answer now, which says nothing of how things stand */
    Diagnosis of(WhatsAppAccount account) {
        var token = quietly(() -> meta.token(account));
        var app = Fields.text(token, "app_id");
        var subscription = Fields.list(app == null ? token : quietly(() -> meta.subscriptions(account, app)), "data").stream()
            .filter(it -> "whatsapp_business_account".equals(Fields.text(it, "object"))).findFirst().orElse(token.path("none"));
        var number = quietly(() -> meta.webhooks(account));
        var own = quietly(() -> meta.subscribedApps(account));
        return new Diagnosis(token.path("is_valid").asBoolean(false), token.path("expires_at").asLong(0), texts(token.path("scopes")),
            app == null ? null : Fields.text(quietly(() -> meta.app(account, app)), "app_mode"), Fields.text(subscription, "callback_url"),
            Fields.list(subscription, "fields").stream().map(it -> Fields.textOr(it, "name", "")).toList(),
            Fields.text(number, "webhook_configuration", "phone_number"),
            Fields.list(own, "data").stream().map(it -> Fields.text(it, "override_callback_uri")).filter(it -> it != null).findFirst().orElse(null),
            Fields.text(number, "name_status"), reach());
    }

    /** Whether the world can reach us safely. */
    private String reach() {
        var address = URI.create(publicUrl + "/healthz");
        if (!"https".equals(address.getScheme())) {
            return "HTTP";
        }
        try (var client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build()) {
            client.send(HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(8)).build(), BodyHandlers.discarding());
            return "OK";
        } catch (SSLException _) {
            return "TLS";
        } catch (IOException _) {
            return "AWAY";
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return "AWAY";
        }
    }

    private static JsonNode quietly(Supplier<JsonNode> question) {
        try {
            return question.get();
        } catch (MetaTrouble e) {
            if (e.passes()) {
                throw e;
            }
            return Fields.MAPPER.missingNode();
        }
    }

    private static List<String> texts(JsonNode array) {
        return Fields.stream(array).map(JsonNode::asString).toList();
    }
}
