// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.desk;

import it.filodiretto.messaging.ContentFlaw;
import it.filodiretto.messaging.MessageContent;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What was typed below a talk, by the names of its fields. Each content is made here, and says what is wrong as a {@link ContentFlaw}. */
record AnswerForm(Map<String, String> fields) {

    private static final int BUTTONS = 3;
    /** «42.8318, 11.5836», and the addresses of maps, in which the two numbers stand one after the other. */
    private static final Pattern COORDINATES = Pattern.compile("(-?\\d{1,2}\\.\\d+)[^\\d.-]{1,8}(-?\\d{1,3}\\.\\d+)");
    private static final Pattern DECIMAL_COMMA = Pattern.compile("(\\d),(\\d{3,})");

    AnswerForm {
        fields = Map.copyOf(fields);
    }

    AnswerForm with(String name, String value) {
        var more = new HashMap<>(fields);
        more.put(name, value);
        return new AnswerForm(more);
    }

    String field(String name) {
        return fields.getOrDefault(name, "").strip().replace("\r\n", "\n");
    }

    private @Nullable String optional(String name) {
        var value = field(name);
        return value.isEmpty() ? null : value;
    }

    /** All but files. @param above the file that stands above buttons; null: none */
    MessageContent content(AnswerKind kind, MessageContent.@Nullable Attachment above) {
        return switch (kind) {
            case PLACE -> place();
            case CONTACT -> new MessageContent.Contacts(List.of(new MessageContent.Contact(field("nome"), optional("ente"), list("telefono"), list("email"))));
            case CHOICE -> choice(above);
            case PAGE -> new MessageContent.Link(field("testo"), field("pulsante"), page(field("pagina")), null, above);
            case WHERE -> new MessageContent.PlaceRequest(field("testo"));
            case NUMBER -> new MessageContent.NumberRequest(field("testo"));
            case FILE -> throw new IllegalArgumentException("A file is not in the fields");
        };
    }

    /** The file that stands above buttons. @param name of the file, as it is shown */
    MessageContent.Attachment above(MessageContent.Kind kind, UUID file, String name) {
        return new MessageContent.Attachment(kind, file, null, kind == MessageContent.Kind.IMAGE ? optional("alt") : null,
            kind == MessageContent.Kind.DOCUMENT ? name : null);
    }

    /** @param name of the file, as it is shown */
    MessageContent file(MessageContent.Kind kind, UUID file, String name) {
        return new MessageContent.Attachment(kind, file, optional("testo"), kind == MessageContent.Kind.IMAGE ? optional("alt") : null,
            kind == MessageContent.Kind.DOCUMENT ? name : null);
    }

    private List<String> list(String name) {
        return Stream.of(field(name).split("[,;]")).map(String::strip).filter(it -> !it.isEmpty()).toList();
    }

    MessageContent.Place place() {
        var typed = field("coordinate");
        var found = COORDINATES.matcher(typed);
        if (!found.find()) {
            found = COORDINATES.matcher(DECIMAL_COMMA.matcher(typed).replaceAll("$1.$2"));
            ContentFlaw.unless(found.find(), "Scrivi le coordinate, per esempio 42.8318, 11.5836, o incolla l’indirizzo della mappa.");
        }
        return new MessageContent.Place(Double.parseDouble(found.group(1)), Double.parseDouble(found.group(2)), optional("nome"), optional("indirizzo"));
    }

    /** Up to three short answers are buttons, more of them or explained ones a list. */
    private MessageContent choice(MessageContent.@Nullable Attachment above) {
        var answers = field("risposte").lines().map(String::strip).filter(it -> !it.isEmpty()).toList();
        ContentFlaw.unless(!answers.isEmpty(), "Scrivi almeno una risposta, una per riga.");
        if (answers.size() <= BUTTONS && answers.stream().noneMatch(it -> it.contains(": "))) {
            var buttons = new ArrayList<MessageContent.Button>();
            answers.forEach(it -> buttons.add(new MessageContent.Button("risposta-" + (buttons.size() + 1), it)));
            return new MessageContent.Choice(field("testo"), buttons, null, null, above);
        }
        var rows = new ArrayList<MessageContent.Row>();
        answers.stream().map(it -> it.split(": ", 2))
            .forEach(it -> rows.add(new MessageContent.Row("risposta-" + (rows.size() + 1), it[0].strip(), it.length < 2 ? null : it[1].strip())));
        ContentFlaw.unless(above == null, "Un file può stare sopra i pulsanti, non sopra un elenco: servono da 1 a 3 risposte senza spiegazione.");
        ContentFlaw.unless(rows.size() <= 10, "Le risposte sono al massimo 10, non " + rows.size() + ".");
        return new MessageContent.Menu(field("testo"), field("pulsante").isEmpty() ? "Scegli" : field("pulsante"),
            List.of(new MessageContent.Section(null, rows)), null, null);
    }

    private static URI page(String typed) {
        try {
            return new URI(typed.isEmpty() || typed.contains("://") ? typed : "https://" + typed);
        } catch (URISyntaxException _) {
            return URI.create("");                           // which the content refuses, with the reason
        }
    }
}
