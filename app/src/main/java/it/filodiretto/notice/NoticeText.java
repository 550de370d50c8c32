// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.notice;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a notice says and to whom, as it was typed; {@link NoticeRules} says what is wrong with it.
 *
 * @param title one line
 * @param text plain text, line breaks kept
 * @param topic code of one of the town's topics
 * @param level for civil protection only
 * @param districts names of the town's hamlets and quarters it concerns; empty: all of the town
 * @param channels {@code whatsapp}
 */
public record NoticeText(String title, String text, String topic, @Nullable AlertLevel level, List<String> districts, List<String> channels,
        NoticeDetails details) {

    public static final String WHATSAPP = "whatsapp";

    public NoticeText {
        title = clean(title);
        text = clean(text);
        topic = clean(topic);
        districts = districts.stream().map(NoticeText::clean).distinct().toList();
        channels = channels.stream().distinct().toList();
    }

    public NoticeText(String title, String text, String topic, @Nullable AlertLevel level, List<String> districts, List<String> channels) {
        this(title, text, topic, level, districts, channels, NoticeDetails.NONE);
    }

    /** A notice on WhatsApp for the whole town. */
    public static NoticeText of(String title, String text, String topic) {
        return new NoticeText(title, text, topic, null, List.of(), List.of(WHATSAPP));
    }

    public NoticeText saying(String newTitle, String newText) {
        return new NoticeText(newTitle, newText, topic, level, districts, channels, details);
    }

    NoticeText at(@Nullable AlertLevel newLevel) {
        return new NoticeText(title, text, topic, newLevel, districts, channels, details);
    }

    public NoticeText with(NoticeDetails newDetails) {
        return new NoticeText(title, text, topic, level, districts, channels, newDetails);
    }

    /** The form does not carry the picture: what was there before stays, unless another comes. */
    public NoticeText keepingPictureOf(NoticeText before) {
        return details.picture() != null ? this : with(details.showing(before.details.picture()));
    }

    public boolean isBlank() {
        return title.isEmpty() && text.isEmpty() && details.place().isEmpty() && details.whatToDo().isEmpty() && details.detour().isEmpty();
    }

    /** Of all but the picture, which has a page of its own. */
    public String wordsHash() {
        return with(details.showing(null)).hash();
    }

    /** What a signature covers: changes with anything that is read, and with who reads it. */
    public String hash() {
        var parts = new ArrayList<>(List.of(title, text, topic, level == null ? "" : level.name(), String.join("\u001f", districts), String.join("\u001f", channels)));
        parts.addAll(details.signed());
        return TextHash.of(parts);
    }

    /** One kind of line break, and none of the signs that are no writing. */
    static String clean(String typed) {
        return typed.replace("\r\n", "\n").replace('\r', '\n').replaceAll("[\\p{Cc}&&[^\n\t]]", "").strip();
    }
}
