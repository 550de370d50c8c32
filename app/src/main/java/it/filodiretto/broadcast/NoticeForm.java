// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.broadcast;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The form of the page that writes a notice, as it was filled in. Italian names: they are those of the fields. */
record NoticeForm(@Nullable String titolo, @Nullable String testo, @Nullable String argomento, @Nullable String livello,
        @Nullable List<String> frazioni) {

    static NoticeForm of(NoticeText content) {
        var level = content.level();
        return new NoticeForm(content.title(), content.text(), content.topic(), level == null ? "" : level.code(), content.districts());
    }

    NoticeText content() {
        return new NoticeText(orEmpty(titolo), orEmpty(testo), orEmpty(argomento),
            livello == null || livello.isBlank() || !orEmpty(argomento).equals(it.filodiretto.municipality.Topic.CIVIL_PROTECTION) ? null
                : AlertLevel.find(livello).orElse(null),
            frazioni == null ? List.of() : frazioni, List.of(NoticeText.WHATSAPP));
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
