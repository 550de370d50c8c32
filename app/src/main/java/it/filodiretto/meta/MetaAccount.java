// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.meta;

import it.filodiretto.municipality.WhatsAppAccount;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What is asked of Meta about a town's account and number. Each call throws {@link MetaTrouble} if it is refused, or Meta cannot be reached. */
@Component
public class MetaAccount {

    private static final String NUMBER_FIELDS = "verified_name,display_phone_number,quality_rating,platform_type,status,throughput,"
        + "is_on_biz_app,whatsapp_business_manager_messaging_limit";

    private final Graph graph;
    private final WhatsAppSecrets secrets;

    public MetaAccount(Graph graph, WhatsAppSecrets secrets) {
        this.graph = graph;
        this.secrets = secrets;
    }

    public WhatsAppNumber describe(WhatsAppAccount account) {
        var number = get(account, account.phoneNumberId() + "?fields=" + NUMBER_FIELDS);
        return new WhatsAppNumber(Fields.text(number, "throughput", "level"), number.path("is_on_biz_app").asBoolean(false),
            Fields.text(number, "quality_rating"), Fields.text(number, "whatsapp_business_manager_messaging_limit"),
            Fields.text(number, "status"), null, false, null, null, null, null, Map.of());
    }

    public boolean isSubscribed(WhatsAppAccount account) {
        return !Fields.list(subscribedApps(account), "data").isEmpty();
    }

    public JsonNode subscribedApps(WhatsAppAccount account) {
        return get(account, account.businessAccountId() + "/subscribed_apps");
    }

    /** Whether the token is valid, until when, what for, and of which app. */
    public JsonNode token(WhatsAppAccount account) {
        return get(account, "debug_token?input_token=" + URLEncoder.encode(secrets.token(account), StandardCharsets.UTF_8)).path("data");
    }

    public JsonNode app(WhatsAppAccount account, String app) {
        return get(account, app + "?fields=app_mode");
    }

    /** Where the app's webhooks go, and of what they tell. */
    public JsonNode subscriptions(WhatsAppAccount account, String app) {
        return get(account, app + "/subscriptions");
    }

    public JsonNode webhooks(WhatsAppAccount account) {
        return get(account, account.phoneNumberId() + "?fields=webhook_configuration,name_status");
    }

    public void subscribe(WhatsAppAccount account) {
        post(account, account.businessAccountId() + "/subscribed_apps", Fields.MAPPER.createObjectNode());
    }

    /** {@code ENABLED}, {@code DISABLED}, {@code NOT_SET}; null if Meta does not say. */
    @Nullable public String calling(WhatsAppAccount account) {
        return Fields.text(get(account, account.phoneNumberId() + "/settings"), "calling", "status");
    }

    public void switchCallingOff(WhatsAppAccount account) {
        var body = Fields.MAPPER.createObjectNode();
        body.putObject("calling").put("status", "DISABLED");
        post(account, account.phoneNumberId() + "/settings", body);
    }

    public JsonNode get(WhatsAppAccount account, String path) {
        return read(graph.get(path, key(account)));
    }

    public JsonNode delete(WhatsAppAccount account, String path) {
        return read(graph.delete(path, key(account)));
    }

    /** Uploads a file for Meta's own use: a picture for the profile, a sample for a template's reviewers. @param type by its content. @return its handle */
    public String upload(WhatsAppAccount account, String type, byte[] bytes) {
        var app = Fields.textOr(token(account), "app_id", "");
        var session = Fields.textOr(post(account, app + "/uploads?file_name=foto&file_length=" + bytes.length + "&file_type="
            + URLEncoder.encode(type, StandardCharsets.UTF_8), Fields.MAPPER.createObjectNode()), "id", "");
        return Fields.textOr(read(graph.upload(session, key(account), bytes)), "h", "");
    }

    public JsonNode post(WhatsAppAccount account, String path, JsonNode body) {
        return read(graph.post(path, key(account), Fields.MAPPER.writeValueAsBytes(body)));
    }

    private String key(WhatsAppAccount account) {
        var token = secrets.token(account);
        if (token.isEmpty()) {
            throw new MetaTrouble("Manca il token di WhatsApp: chi amministra il servizio deve metterlo.", 190, 0);
        }
        return token;
    }

    private static JsonNode read(Graph.Reply reply) {
        if (!(reply instanceof Graph.Reply.Answered answered)) {
            throw MetaTrouble.unreachable();
        }
        JsonNode body;
        try {
            body = Fields.MAPPER.readTree(answered.body());
        } catch (JacksonException _) {
            throw MetaTrouble.unreachable();
        }
        if (answered.isSuccess() && body.isObject()) {
            return body;
        }
        var error = body.path("error");
        if (!error.path("code").isIntegralNumber()) {
            throw MetaTrouble.unreachable();
        }
        var code = error.path("code").asInt();
        int subcode = error.path("error_subcode").asInt(0);
        var known = ofTemplate(subcode);
        throw new MetaTrouble(known != null ? known : words(code, answered.status(), error), code, subcode);
    }

    /** Refusals of templates, by Meta's subcode. */
    private static @Nullable String ofTemplate(int subcode) {
        return switch (subcode) {
            case 2388023, 2388024 -> "C’è già un modello con questo nome, o è stato cancellato da meno di 30 giorni. Usa un altro nome.";
            case 2388019 -> "I modelli sono troppi: Meta non ne accetta altri.";
            case 2388021 -> "Meta sta ancora esaminando il modello: si può cambiare dopo.";
            case 2388040 -> "La categoria di un modello accettato non si può cambiare.";
            case 2388293 -> "Ci sono troppi campi per così poche parole.";
            case 2388299 -> "Il testo non può cominciare né finire con un campo.";
            case 2593002 -> "Meta non ha più questo modello.";
            default -> null;
        };
    }

    /** Our words where the code is known; for what Meta alone can explain, its own. */
    private static String words(int code, int status, JsonNode error) {
        if (code != 100 || status >= 500) {
            return WhatsAppErrors.ofAnswer(code, status).words();
        }
        var said = Fields.text(error, "error_user_msg");
        said = said != null ? said : Fields.text(error, "error_data", "details");
        return "Meta non accetta la richiesta" + (said == null ? "." : ": «" + said + "»");
    }
}
