// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.messaging;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import it.filodiretto.municipality.ReceivedKind;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a citizen sent. Only {@link Text} can be a keyword: not a button's title, a quoted text, a caption or an edit. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = InboundContent.Text.class, name = "text"),
    @JsonSubTypes.Type(value = InboundContent.Tap.class, name = "tap"),
    @JsonSubTypes.Type(value = InboundContent.Image.class, name = "image"),
    @JsonSubTypes.Type(value = InboundContent.Video.class, name = "video"),
    @JsonSubTypes.Type(value = InboundContent.Audio.class, name = "audio"),
    @JsonSubTypes.Type(value = InboundContent.Document.class, name = "document"),
    @JsonSubTypes.Type(value = InboundContent.Sticker.class, name = "sticker"),
    @JsonSubTypes.Type(value = InboundContent.Location.class, name = "location"),
    @JsonSubTypes.Type(value = InboundContent.Contacts.class, name = "contacts"),
    @JsonSubTypes.Type(value = InboundContent.Reaction.class, name = "reaction"),
    @JsonSubTypes.Type(value = InboundContent.Edit.class, name = "edit"),
    @JsonSubTypes.Type(value = InboundContent.Revoke.class, name = "revoke"),
    @JsonSubTypes.Type(value = InboundContent.Call.class, name = "call"),
    @JsonSubTypes.Type(value = InboundContent.OwnNumber.class, name = "own-number"),
    @JsonSubTypes.Type(value = InboundContent.IdentityChange.class, name = "identity-change"),
    @JsonSubTypes.Type(value = InboundContent.Other.class, name = "other")
})
public sealed interface InboundContent {

    /** As lists and bubbles show it, in Italian; what is not written words is named in brackets. */
    String words();

    record Text(String body) implements InboundContent {

        @Override
        public String words() {
            return body;
        }
    }

    /** A button or a row of a list was chosen. @param id the one we gave it */
    record Tap(String id, String title) implements InboundContent {

        @Override
        public String words() {
            return title;
        }
    }

    /** Something that a town may take or refuse. */
    sealed interface Thing extends InboundContent {

        /** Which of the kinds that profiles list it is. */
        ReceivedKind received();
    }

    /** A file, whose bytes are fetched apart. */
    sealed interface Attachment extends Thing {

        MediaReference media();

        /** What the person wrote below it. */
        @Nullable String caption();
    }

    record Image(MediaReference media, @Nullable String caption) implements Attachment {

        @Override
        public ReceivedKind received() {
            return ReceivedKind.IMAGE;
        }

        @Override
        public String words() {
            return named("foto", caption);
        }
    }

    record Video(MediaReference media, @Nullable String caption) implements Attachment {

        @Override
        public ReceivedKind received() {
            return ReceivedKind.VIDEO;
        }

        @Override
        public String words() {
            return named("video", caption);
        }
    }

    /** @param voice it was spoken into the telephone */
    record Audio(MediaReference media, boolean voice) implements Attachment {

        @Override
        public ReceivedKind received() {
            return ReceivedKind.AUDIO;
        }

        @Override
        public @Nullable String caption() {
            return null;
        }

        @Override
        public String words() {
            return named(voice ? "messaggio vocale" : "audio", null);
        }
    }

    record Document(MediaReference media, @Nullable String caption) implements Attachment {

        @Override
        public ReceivedKind received() {
            return ReceivedKind.DOCUMENT;
        }

        @Override
        public String words() {
            return named(media.fileName() == null ? "documento" : "documento " + media.fileName(), caption);
        }
    }

    record Sticker(MediaReference media, boolean animated) implements Attachment {

        @Override
        public ReceivedKind received() {
            return ReceivedKind.STICKER;
        }

        @Override
        public @Nullable String caption() {
            return null;
        }

        @Override
        public String words() {
            return named("adesivo", null);
        }
    }

    /** @param name of the place, if the person chose one */
    record Location(double latitude, double longitude, @Nullable String name, @Nullable String address) implements Thing {

        @Override
        public ReceivedKind received() {
            return ReceivedKind.LOCATION;
        }

        @Override
        public String words() {
            var place = name == null ? address : address == null || address.equals(name) ? name : name + ", " + address;
            return named("posizione", place == null ? coordinates() : place);
        }

        /** {@code 43.46330, 11.87970} */
        public String coordinates() {
            return String.format(Locale.ROOT, "%.5f, %.5f", latitude, longitude);
        }
    }

    record Contacts(List<Card> cards) implements Thing {

        public Contacts {
            cards = List.copyOf(cards);
        }

        @Override
        public ReceivedKind received() {
            return ReceivedKind.CONTACTS;
        }

        @Override
        public String words() {
            var names = cards.stream().map(Card::words).filter(it -> !it.isEmpty()).collect(Collectors.joining("; "));
            return named(cards.size() == 1 ? "contatto" : "contatti", names.isEmpty() ? null : names);
        }
    }

    /** Somebody else's card. @param phones masked: this person has not given us the number */
    record Card(@Nullable String name, List<String> phones) {

        public Card {
            phones = List.copyOf(phones);
        }

        String words() {
            var numbers = String.join(", ", phones);
            return name == null ? numbers : phones.isEmpty() ? name : name + " (" + numbers + ")";
        }
    }

    /** A kind that is kept and named but not shown. @param type the channel's own word; {@code name} in Italian */
    record Other(String type, String name) implements Thing {

        @Override
        public ReceivedKind received() {
            return ReceivedKind.OTHER;
        }

        @Override
        public String words() {
            return "[" + name + "]";
        }
    }

    /** Says something of an earlier message, to which it is attached; nobody is to answer it. */
    sealed interface Remark extends InboundContent {

        /** The channel's id of the message in question. */
        String about();
    }

    /** @param emoji {@code null}: the reaction was taken back */
    record Reaction(String about, @Nullable String emoji) implements Remark {

        @Override
        public String words() {
            return emoji == null ? "[reazione tolta]" : "[reazione " + emoji + "]";
        }
    }

    /** The person has changed what she wrote. */
    record Edit(String about, InboundContent now) implements Remark {

        @Override
        public String words() {
            return now.words();
        }
    }

    /** The person has taken back what she wrote. */
    record Revoke(String about) implements Remark {

        @Override
        public String words() {
            return "[messaggio cancellato]";
        }
    }

    /** The person has tried to call. Nobody takes calls here. */
    record Call() implements InboundContent {

        @Override
        public String words() {
            return "[chiamata: qui non si risponde a voce]";
        }
    }

    /** The person has given us the number that she hides, by the button that asks for it. @param shown masked */
    record OwnNumber(String shown) implements InboundContent {

        @Override
        public String words() {
            return named("il suo numero", shown);
        }
    }

    /** The channel itself tells it of the person; nobody wrote it, and nobody is to answer it. */
    record IdentityChange(What what) implements InboundContent {

        public enum What {
            NUMBER("ha cambiato numero di telefono"),
            DEVICE("ha cambiato telefono o reinstallato WhatsApp: prima di parlare di cose riservate, chiedi chi è");

            private final String words;

            What(String words) {
                this.words = words;
            }
        }

        @Override
        public String words() {
            return "[WhatsApp dice che questa persona " + what.words + "]";
        }
    }

    private static String named(String what, @Nullable String said) {
        return said == null ? "[" + what + "]" : "[" + what + "] " + said;
    }
}
