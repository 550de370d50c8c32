// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.conversation;

import it.filodiretto.correspondence.Line;
import it.filodiretto.messaging.ChannelKind;
import it.filodiretto.messaging.InboundContent;
import it.filodiretto.messaging.MessageContent;
import it.filodiretto.municipality.AutomaticKind;
import it.filodiretto.page.Page;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What became of a message, and whose it is, as people read it. */
public final class MessageWords {

    private MessageWords() {}

    /** @param kind of the sign, {@code failed} or empty */
    public record Sign(String kind, String icon, String words) {}

    /** What a person wrote, and what she quoted below it, as mails have it. @param quoted empty: nothing */
    public record Folded(String text, String quoted) {}

    /** A last block of lines behind {@code > } is folded away. */
    public static Folded folded(String words) {
        var at = words.indexOf("\n\n> ");
        var quoted = at < 0 ? "" : words.substring(at + 2);
        return at < 0 || !quoted.lines().allMatch(it -> it.startsWith(">")) ? new Folded(words, "")
            : new Folded(words.substring(0, at), quoted.lines().map(it -> it.replaceFirst("^> ?", "")).collect(Collectors.joining("\n")));
    }

    /** «Consegnato alle 11:20» */
    public static Sign of(Line.Fate fate, Page page) {
        return switch (fate.state()) {
            case "QUEUED" -> new Sign("", "clock", "In partenza");
            case "UNCERTAIN" -> new Sign("", "help-circle", "In verifica");
            case "STUCK" -> new Sign("", "help-circle", "In verifica: non sappiamo se sia arrivato");
            case "ACCEPTED" -> new Sign("", "arrow-right-circle", "Partito");
            case "SENT" -> new Sign("", "arrow-right-circle", "Partito" + at(fate.sentAt(), page));
            case "DELIVERED" -> new Sign("", "check", "Consegnato" + at(fate.deliveredAt(), page));
            case "READ" -> new Sign("", "check-circle", "Letto" + at(fate.readAt(), page));
            case "FAILED" -> new Sign("failed", "close-circle", "Non riuscito: " + (fate.failedReason() == null ? "WhatsApp non dice perché." : fate.failedReason()));
            default -> new Sign("", "minus-circle", "Non inviato");
        };
    }

    /** What stands below a person's message; empty if nothing does. */
    public static Optional<Sign> of(Line.Received line) {
        if (line.refused()) {
            return Optional.of(new Sign("failed", "minus-circle", "Non accettato: questo numero non riceve " + things(line.content())));
        }
        return line.remarks().edited() != null && !line.remarks().revoked() ? Optional.of(new Sign("", "pencil", "Modificato da chi l’ha scritto")) : Optional.empty();
    }

    private static String things(InboundContent content) {
        return switch (content) {
            case InboundContent.Image _ -> "foto.";
            case InboundContent.Video _ -> "video.";
            case InboundContent.Audio _ -> "messaggi vocali né audio.";
            case InboundContent.Document _ -> "documenti.";
            case InboundContent.Sticker _ -> "adesivi.";
            case InboundContent.Location _ -> "posizioni.";
            case InboundContent.Contacts _ -> "contatti.";
            case InboundContent.Edit it -> things(it.now());
            case InboundContent.Text _, InboundContent.Tap _, InboundContent.Remark _, InboundContent.Call _, InboundContent.OwnNumber _,
                InboundContent.IdentityChange _, InboundContent.Other _ -> "messaggi di questo tipo.";
        };
    }

    /** {@code 43.46330, 11.87970} */
    public static String coordinates(double latitude, double longitude) {
        return String.format(Locale.ROOT, "%.5f, %.5f", latitude, longitude);
    }

    /** Where the map shows the place. */
    public static String map(double latitude, double longitude) {
        return String.format(Locale.ROOT, "https://www.openstreetmap.org/?mlat=%1$.5f&mlon=%2$.5f#map=17/%1$.5f/%2$.5f", latitude, longitude);
    }

    /** The place that it names, or a template's header does; null: none. */
    public static MessageContent.@Nullable Place place(MessageContent content) {
        return switch (content) {
            case MessageContent.Place it -> it;
            case MessageContent.Reply it -> place(it.content());
            case MessageContent.Template it -> it.header() == null ? null : it.header().place();
            case MessageContent.Text _, MessageContent.Attachment _, MessageContent.Contacts _, MessageContent.Reaction _, MessageContent.Choice _,
                MessageContent.Menu _, MessageContent.Link _, MessageContent.PlaceRequest _, MessageContent.NumberRequest _ -> null;
        };
    }

    /** As operators read it. */
    public static String channel(ChannelKind channel) {
        return switch (channel) {
            case WHATSAPP -> "WhatsApp";
            case WEBCHAT -> "Chat del sito";
            case MAIL -> "E-mail";
            case PHONE -> "Telefono";
            case DESK -> "Sportello";
        };
    }

    public static String icon(ChannelKind channel) {
        return switch (channel) {
            case WHATSAPP -> "whatsapp";
            case WEBCHAT -> "comment";
            case MAIL -> "mail";
            case PHONE -> "telephone";
            case DESK -> "pa";
        };
    }

    /** Of a picture that we sent. */
    public static String alt(MessageContent content) {
        var file = content.attachment();
        return file == null || file.altText() == null ? "Foto del Comune" : file.altText();
    }

    /** «Bruno Neri», «in automatico» */
    public static String author(Line.Written line, @Nullable String operator) {
        if (line.bulk() != null) {
            return "avviso a molti";
        }
        return operator != null ? operator : line.automatic() != null ? automatic(line.automatic()) : "da un programma";
    }

    private static String automatic(AutomaticKind kind) {
        return switch (kind) {
            case WELCOME -> "benvenuto automatico";
            case FAREWELL -> "saluto automatico";
            case QUESTION -> "domanda automatica";
            case NOTICE -> "avviso";
            case INVITATION -> "invito automatico";
            case COURTESY, CLOSED, CALL, REFUSAL -> "risposta automatica";
            case CODE -> "codice automatico";
        };
    }

    private static String at(@Nullable Instant moment, Page page) {
        return moment == null ? "" : " " + page.moment(moment);
    }
}
