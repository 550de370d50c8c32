// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.messaging;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import it.filodiretto.municipality.MetaCategory;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one message to a citizen says, whatever the channel. The limits are WhatsApp's, the tightest of those we know: a
 * content that breaks one cannot be made, and {@link ContentFlaw} says why in Italian.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = MessageContent.Text.class, name = "text"),
    @JsonSubTypes.Type(value = MessageContent.Attachment.class, name = "attachment"),
    @JsonSubTypes.Type(value = MessageContent.Place.class, name = "place"),
    @JsonSubTypes.Type(value = MessageContent.Contacts.class, name = "contacts"),
    @JsonSubTypes.Type(value = MessageContent.Reaction.class, name = "reaction"),
    @JsonSubTypes.Type(value = MessageContent.Choice.class, name = "choice"),
    @JsonSubTypes.Type(value = MessageContent.Menu.class, name = "menu"),
    @JsonSubTypes.Type(value = MessageContent.Link.class, name = "link"),
    @JsonSubTypes.Type(value = MessageContent.PlaceRequest.class, name = "place-request"),
    @JsonSubTypes.Type(value = MessageContent.NumberRequest.class, name = "number-request"),
    @JsonSubTypes.Type(value = MessageContent.Reply.class, name = "reply"),
    @JsonSubTypes.Type(value = MessageContent.Template.class, name = "template")
})
public sealed interface MessageContent {

    /** The words as the person reads them: for lists, previews and search. */
    String words();

    /** The one file that goes along; null: none. */
    default @Nullable Attachment attachment() {
        return null;
    }

    /** @param body 1 to 4096 characters; plain text, line breaks kept */
    record Text(String body) implements MessageContent {

        public Text {
            ContentFlaw.unlessLong("Il testo", body, 4096);
        }

        @Override
        public String words() {
            return body;
        }
    }

    enum Kind {
        IMAGE("foto"), VIDEO("video"), AUDIO("audio"), VOICE("messaggio vocale"), DOCUMENT("documento"), STICKER("adesivo");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** In Italian. */
        public String word() {
            return word;
        }
    }

    /**
     * A stored file.
     *
     * @param file id of the stored file
     * @param caption what is read below it; not of sounds and stickers
     * @param altText what a picture shows, for who cannot see it: kept for the channels that know it
     * @param name of a document, as it is shown
     */
    record Attachment(Kind type, UUID file, @Nullable String caption, @Nullable String altText, @Nullable String name) implements MessageContent {

        public Attachment {
            ContentFlaw.unlessShort("La didascalia", caption, 1024);
            ContentFlaw.unlessShort("Il testo alternativo", altText, 1000);
            ContentFlaw.unlessShort("Il nome del documento", name, 240);
            ContentFlaw.unless(caption == null || type != Kind.AUDIO && type != Kind.VOICE && type != Kind.STICKER,
                "Un " + type.word() + " non può avere una didascalia.");
            ContentFlaw.unless(name == null || type == Kind.DOCUMENT, "Solo un documento ha un nome.");
        }

        @Override
        public Attachment attachment() {
            return this;
        }

        @Override
        public String words() {
            return Stream.of("[" + type.word() + (name != null ? ": " + name : altText != null ? ": " + altText : "") + "]", caption == null ? "" : caption)
                .filter(it -> !it.isEmpty()).collect(Collectors.joining(" "));
        }
    }

    record Place(double latitude, double longitude, @Nullable String name, @Nullable String address) implements MessageContent {

        public Place {
            ContentFlaw.unless(latitude >= -90 && latitude <= 90 && longitude >= -180 && longitude <= 180, "La posizione non è sulla Terra.");
            ContentFlaw.unlessShort("Il nome del luogo", name, 1000);
            ContentFlaw.unlessShort("L’indirizzo", address, 1000);
        }

        @Override
        public String words() {
            var where = Stream.of(name, address).filter(it -> it != null).collect(Collectors.joining(", "));
            return "[posizione" + (where.isEmpty() ? "" : ": " + where) + "]";
        }
    }

    /** @param contacts 1 to 5 */
    record Contacts(List<Contact> contacts) implements MessageContent {

        public Contacts {
            contacts = List.copyOf(contacts);
            ContentFlaw.unless(!contacts.isEmpty() && contacts.size() <= 5, "Si possono mandare da 1 a 5 contatti, non " + contacts.size() + ".");
        }

        @Override
        public String words() {
            return "[" + (contacts.size() == 1 ? "contatto: " : "contatti: ") + contacts.stream().map(Contact::name).collect(Collectors.joining(", ")) + "]";
        }
    }

    /** A person or office to reach. @param phones as they are dialled */
    record Contact(String name, @Nullable String organisation, List<String> phones, List<String> emails) {

        public Contact {
            ContentFlaw.unlessLong("Il nome del contatto", name, 200);
            phones = List.copyOf(phones);
            emails = List.copyOf(emails);
            ContentFlaw.unless(!phones.isEmpty() || !emails.isEmpty(), "Un contatto ha almeno un telefono o un’e-mail.");
        }
    }

    /** @param to the channel's id of the person's message; {@code emoji} empty: takes the reaction away */
    record Reaction(String to, String emoji) implements MessageContent {

        public Reaction {
            ContentFlaw.unlessLong("Il messaggio a cui reagire", to, 256);
            ContentFlaw.unless(emoji.length() <= 32, "Una reazione è una sola faccina.");
        }

        @Override
        public String words() {
            return emoji.isEmpty() ? "[reazione tolta]" : "[reazione " + emoji + "]";
        }
    }

    /** Above buttons stands a picture, a film or a document, which has no words of its own. */
    private static void unlessAbove(@Nullable Attachment above) {
        ContentFlaw.unless(above == null || above.type() == Kind.IMAGE || above.type() == Kind.VIDEO || above.type() == Kind.DOCUMENT,
            "Sopra un pulsante può stare una foto, un video o un documento.");
        ContentFlaw.unless(above == null || above.caption() == null, "Il file sopra un pulsante non ha una didascalia.");
    }

    /** @param buttons 1 to 3: what is shown below the question, each with other words; @param above in place of a header */
    record Choice(String question, List<Button> buttons, @Nullable String header, @Nullable String footer, @Nullable Attachment above) implements MessageContent {

        public Choice {
            ContentFlaw.unlessLong("La domanda", question, 1024);
            ContentFlaw.unlessShort("L’intestazione", header, 60);
            ContentFlaw.unlessShort("La riga in fondo", footer, 60);
            buttons = List.copyOf(buttons);
            ContentFlaw.unless(!buttons.isEmpty() && buttons.size() <= 3, "I pulsanti sono da 1 a 3, non " + buttons.size() + ".");
            ContentFlaw.unless(new HashSet<>(buttons.stream().map(Button::title).toList()).size() == buttons.size(), "Due pulsanti hanno le stesse parole.");
            ContentFlaw.unless(new HashSet<>(buttons.stream().map(Button::id).toList()).size() == buttons.size(), "Due pulsanti hanno lo stesso codice.");
            ContentFlaw.unless(header == null || above == null, "Sopra i pulsanti sta un’intestazione o un file, non tutti e due.");
            unlessAbove(above);
        }

        public Choice(String question, List<Button> buttons) {
            this(question, buttons, null, null, null);
        }

        @Override
        public @Nullable Attachment attachment() {
            return above;
        }

        @Override
        public String words() {
            return question;
        }
    }

    /** @param id up to 256 characters, comes back when it is tapped; {@code title} up to 20, what is read */
    record Button(String id, String title) {

        public Button {
            ContentFlaw.unlessLong("Il codice del pulsante", id, 256);
            ContentFlaw.unlessLong("Il testo del pulsante", title, 20);
        }
    }

    /** A list that opens. @param button what opens it; up to 10 rows in all */
    record Menu(String body, String button, List<Section> sections, @Nullable String header, @Nullable String footer) implements MessageContent {

        public Menu {
            ContentFlaw.unlessLong("Il testo", body, 1024);
            ContentFlaw.unlessLong("Il pulsante dell’elenco", button, 20);
            ContentFlaw.unlessShort("L’intestazione", header, 60);
            ContentFlaw.unlessShort("La riga in fondo", footer, 60);
            sections = List.copyOf(sections);
            var rows = sections.stream().flatMap(it -> it.rows().stream()).toList();
            ContentFlaw.unless(!rows.isEmpty() && rows.size() <= 10, "Le voci dell’elenco sono da 1 a 10 in tutto, non " + rows.size() + ".");
            ContentFlaw.unless(sections.size() == 1 || sections.stream().noneMatch(it -> it.title() == null), "Se le sezioni sono più di una, ognuna ha un titolo.");
            ContentFlaw.unless(new HashSet<>(rows.stream().map(Row::id).toList()).size() == rows.size(), "Due voci hanno lo stesso codice.");
        }

        @Override
        public String words() {
            return body;
        }
    }

    record Section(@Nullable String title, List<Row> rows) {

        public Section {
            ContentFlaw.unlessShort("Il titolo della sezione", title, 24);
            rows = List.copyOf(rows);
            ContentFlaw.unless(!rows.isEmpty(), "Una sezione ha almeno una voce.");
        }
    }

    record Row(String id, String title, @Nullable String description) {

        public Row {
            ContentFlaw.unlessLong("Il codice della voce", id, 200);
            ContentFlaw.unlessLong("La voce", title, 24);
            ContentFlaw.unlessShort("La spiegazione della voce", description, 72);
        }
    }

    /** One button that opens a page. */
    record Link(String body, String button, URI url, @Nullable String footer, @Nullable Attachment above) implements MessageContent {

        public Link {
            ContentFlaw.unlessLong("Il testo", body, 1024);
            ContentFlaw.unlessLong("Il testo del pulsante", button, 20);
            ContentFlaw.unlessShort("La riga in fondo", footer, 60);
            ContentFlaw.unless(("https".equals(url.getScheme()) || "http".equals(url.getScheme())) && url.getHost() != null && url.toString().length() <= 2000,
                "Il collegamento è un indirizzo intero, https://…");
            unlessAbove(above);
        }

        @Override
        public @Nullable Attachment attachment() {
            return above;
        }

        @Override
        public String words() {
            return body + "\n" + button + ": " + url;
        }
    }

    /** Asks where the person is. */
    record PlaceRequest(String body) implements MessageContent {

        public PlaceRequest {
            ContentFlaw.unlessLong("Il testo", body, 1024);
        }

        @Override
        public String words() {
            return body;
        }
    }

    /** Asks who hides her number for it. WhatsApp words the button. */
    record NumberRequest(String body) implements MessageContent {

        public NumberRequest {
            ContentFlaw.unlessLong("Il testo", body, 1024);
        }

        @Override
        public String words() {
            return body;
        }
    }

    /** A content that quotes a message of the person. @param to the channel's id of that */
    record Reply(String to, MessageContent content) implements MessageContent {

        public Reply {
            ContentFlaw.unlessLong("Il messaggio a cui rispondere", to, 256);
            ContentFlaw.unless(!(content instanceof Reply) && !(content instanceof Reaction) && !(content instanceof Template), "Questo messaggio non può citarne un altro.");
        }

        @Override
        public @Nullable Attachment attachment() {
            return content.attachment();
        }

        @Override
        public String words() {
            return content.words();
        }
    }

    /**
     * A text approved by Meta beforehand: the only content that may open a conversation or reopen an expired one.
     *
     * @param language Meta's code, {@code it}
     * @param parameters by name, in the order of the text; no line break, tab or four spaces in a row (error 132018)
     * @param words the template's text with the parameters in their places, as the person will read it
     * @param category as Meta classifies and prices it; null: not known
     * @param header what fills the blank of the header; null: it has none
     * @param buttons what fills the blanks of buttons, by their place
     */
    record Template(String name, String language, List<Parameter> parameters, String words, @Nullable MetaCategory category,
            @Nullable Header header, List<ButtonValue> buttons) implements MessageContent {

        public Template {
            parameters = List.copyOf(parameters);
            buttons = buttons == null ? List.of() : List.copyOf(buttons);
        }

        /** Without header and buttons to fill. */
        public Template(String name, String language, List<Parameter> parameters, String words, @Nullable MetaCategory category) {
            this(name, language, parameters, words, category, null, List.of());
        }

        @Override
        public @Nullable Attachment attachment() {
            return header == null ? null : header.media();
        }

        /** Of a category that is not known. */
        public Template(String name, String language, List<Parameter> parameters, String words) {
            this(name, language, parameters, words, null);
        }
    }

    /** One blank of a template, filled. */
    record Parameter(String name, String value) {}

    /** Fills the header of a template: exactly one of the three. @param media a stored file, as the template's header wants it */
    record Header(@Nullable Parameter text, @Nullable Attachment media, @Nullable Place place) {

        public Header {
            ContentFlaw.unless(Stream.of(text, media, place).filter(it -> it != null).count() == 1, "L’intestazione del modello è un testo, un file o una posizione.");
        }
    }

    /** @param index place among the template's buttons, from 0; {@code payload}: of a quick reply, else the end of the link */
    record ButtonValue(int index, boolean quickReply, String payload) {

        public ButtonValue {
            ContentFlaw.unless(index >= 0 && index < 10, "Un modello ha al massimo 10 pulsanti.");
            ContentFlaw.unlessLong("Il valore del pulsante", payload, quickReply ? 256 : 2000);
        }
    }
}
