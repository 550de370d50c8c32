// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.whatsappnumber;

import it.filodiretto.meta.Fields;
import it.filodiretto.meta.MetaAccount;
import it.filodiretto.meta.MetaTrouble;
import it.filodiretto.municipality.WhatsAppAccount;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The calls about a number's life. Each throws {@link MetaTrouble}. */
@Component
class MetaNumber {

    private final MetaAccount meta;

    MetaNumber(MetaAccount meta) {
        this.meta = meta;
    }

    NumberStanding standing(WhatsAppAccount account) {
        var number = account.phoneNumberId();
        var view = meta.get(account, number + "?fields=verified_name,name_status,code_verification_status,is_pin_enabled,status,is_on_biz_app");
        var profile = meta.get(account, number + "/whatsapp_business_profile?fields=about,address,description,email,websites,profile_picture_url,vertical")
            .path("data").path(0);
        return new NumberStanding(Fields.text(view, "verified_name"), Fields.text(view, "name_status"),
            "VERIFIED".equals(Fields.text(view, "code_verification_status")), view.path("is_pin_enabled").asBoolean(false),
            "CONNECTED".equals(Fields.text(view, "status")), view.path("is_on_biz_app").asBoolean(false), profile(profile),
            Fields.list(meta.get(account, number + "/message_qrdls?fields=code,prefilled_message,deep_link_url,qr_image_url.format(SVG)"), "data").stream().map(MetaNumber::link).toList());
    }

    private static NumberProfile profile(JsonNode it) {
        return new NumberProfile(Fields.textOr(it, "about", ""), Fields.textOr(it, "address", ""), Fields.textOr(it, "description", ""),
            Fields.textOr(it, "email", ""), Fields.list(it, "websites").stream().map(JsonNode::asString).toList(), Fields.textOr(it, "profile_picture_url", ""));
    }

    private static NumberStanding.Link link(JsonNode it) {
        return new NumberStanding.Link(Fields.textOr(it, "code", ""), Fields.textOr(it, "prefilled_message", ""), Fields.textOr(it, "deep_link_url", ""),
            Fields.text(it, "qr_image_url"));
    }

    /** @param method {@code SMS} or {@code VOICE} */
    void requestCode(WhatsAppAccount account, String method) {
        meta.post(account, account.phoneNumberId() + "/request_code", body().put("code_method", method).put("language", "it"));
    }

    void verifyCode(WhatsAppAccount account, String code) {
        meta.post(account, account.phoneNumberId() + "/verify_code", body().put("code", code));
    }

    /** Only now can it send and receive. The PIN becomes that of the two-step verification, if there is none. */
    void register(WhatsAppAccount account, String pin) {
        meta.post(account, account.phoneNumberId() + "/register", body().put("messaging_product", "whatsapp").put("pin", pin));
    }

    void changePin(WhatsAppAccount account, String pin) {
        meta.post(account, account.phoneNumberId(), body().put("pin", pin));
    }

    /** Meta examines it; it is shown after the next registration. */
    void askName(WhatsAppAccount account, String name) {
        meta.post(account, account.phoneNumberId() + "?new_display_name=" + URLEncoder.encode(name, StandardCharsets.UTF_8), body());
    }

    void changeProfile(WhatsAppAccount account, NumberProfile profile) {
        var body = body().put("messaging_product", "whatsapp").put("about", profile.about()).put("address", profile.address())
            .put("description", profile.description()).put("email", profile.email()).put("vertical", NumberProfile.VERTICAL);
        var websites = body.putArray("websites");
        profile.websites().forEach(websites::add);
        meta.post(account, account.phoneNumberId() + "/whatsapp_business_profile", body);
    }

    /** @param type {@code image/jpeg} or {@code image/png} */
    void changePhoto(WhatsAppAccount account, byte[] photo, String type) {
        meta.post(account, account.phoneNumberId() + "/whatsapp_business_profile",
            body().put("messaging_product", "whatsapp").put("profile_picture_handle", meta.upload(account, type, photo)));
    }

    void makeLink(WhatsAppAccount account, String text) {
        meta.post(account, account.phoneNumberId() + "/message_qrdls", body().put("prefilled_message", text).put("generate_qr_image", "SVG"));
    }

    void deleteLink(WhatsAppAccount account, String code) {
        meta.delete(account, account.phoneNumberId() + "/message_qrdls/" + URLEncoder.encode(code, StandardCharsets.UTF_8));
    }

    /** What these calls alone are refused for; else the words of the table of errors. */
    static String words(MetaTrouble trouble) {
        return switch (trouble.code()) {
            case 133000, 133004 -> "Meta non può farlo in questo momento. Riprova tra qualche minuto.";
            case 133005 -> "Il PIN è sbagliato: scrivi quello scelto la prima volta. Se nessuno lo ricorda, toglilo in WhatsApp Manager e riprova.";
            case 133006 -> "Prima va verificato il numero: chiedi il codice e scrivilo qui.";
            case 133008 -> "Troppi PIN sbagliati. Aspetta un giorno prima di riprovare.";
            case 133009 -> "Troppo in fretta. Aspetta qualche minuto e riprova.";
            case 133015 -> "Il numero è stato appena tolto da WhatsApp. Aspetta cinque minuti e riprova.";
            case 133016 -> "Meta ammette dieci registrazioni in 72 ore, e sono finite. Aspetta tre giorni.";
            case 136024 -> "Il numero è già verificato: non serve un codice.";
            case 136025 -> "Il codice è sbagliato o scaduto. Chiedine un altro.";
            default -> trouble.words();
        };
    }

    private static ObjectNode body() {
        return Fields.MAPPER.createObjectNode();
    }

    /** The texts that a link or code may begin a chat with: 1 to 140 characters. */
    static boolean isLinkText(String text) {
        return !text.isBlank() && text.length() <= 140;
    }

    /** Six digits, and not such as everybody tries first. */
    static boolean isPin(String pin) {
        return pin.matches("[0-9]{6}") && pin.chars().distinct().count() > 1 && !List.of("123456", "654321").contains(pin);
    }
}
