// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.broadcast;

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
public record NoticeText(String title, String text, String topic, @Nullable AlertLevel level, List<String> districts, List<String> channels) {

    static final String WHATSAPP = "whatsapp";

    public NoticeText {
        title = title.strip();
        text = text.replace("\r\n", "\n").replace('\r', '\n').strip();
        topic = topic.strip();
        districts = districts.stream().map(String::strip).distinct().toList();
        channels = channels.stream().distinct().toList();
    }

    /** A notice on WhatsApp for the whole town. */
    public static NoticeText of(String title, String text, String topic) {
        return new NoticeText(title, text, topic, null, List.of(), List.of(WHATSAPP));
    }

    /** What a signature covers: changes with anything that is read, and with who reads it. */
    String hash() {
        return TextHash.of(List.of(title, text, topic, level == null ? "" : level.name(), String.join("\u001f", districts), String.join("\u001f", channels)));
    }
}
