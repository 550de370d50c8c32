// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.drafting;

import it.filodiretto.notice.AlertLevel;
import it.filodiretto.notice.Flaw;
import it.filodiretto.notice.NoticeDetails;
import it.filodiretto.notice.NoticeKind;
import it.filodiretto.notice.NoticeText;
import it.filodiretto.shared.Ids;
import it.filodiretto.wording.Topic;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The form of the page that writes a notice, as it was filled in. Italian names: they are those of the fields.
 *
 * @param bozza the draft's id, given by the page, so that saving while somebody types and the button make one draft
 * @param foglio the page itself, and {@code letto} what it showed: {@link DraftPage}
 * @param da day and hour on the town's clock; {@code fino} likewise
 */
record NoticeForm(@Nullable UUID bozza, @Nullable UUID foglio, @Nullable String letto, @Nullable String tipo, @Nullable String titolo,
        @Nullable String testo, @Nullable String argomento, @Nullable String livello, @Nullable List<String> frazioni, @Nullable String luogo, @Nullable String da, @Nullable String fino,
        @Nullable String fare, @Nullable String deviazione, @Nullable String collegamento, @Nullable String esercitazione) {

    static NoticeForm blank(UUID id) {
        return of(id, NoticeText.of("", "", ""), ZoneId.of("UTC")).asRead("");
    }

    static NoticeForm of(UUID id, NoticeText content, ZoneId zone) {
        var level = content.level();
        var details = content.details();
        return new NoticeForm(id, Ids.next(), content.wordsHash(), details.kind().code(), content.title(), content.text(), content.topic(),
            level == null ? "" : level.code(), content.districts(), details.place(), TownTime.typed(details.from(), zone), TownTime.typed(details.until(), zone), details.whatToDo(),
            details.detour(), details.link(), details.drill() ? "on" : null);
    }

    /** The same, of a page that knows what is kept now. */
    NoticeForm asRead(String hash) {
        return new NoticeForm(bozza, foglio, hash, tipo, titolo, testo, argomento, livello, frazioni, luogo, da, fino, fare, deviazione, collegamento, esercitazione);
    }

    /** Null: the form does not say on which page it was filled in. */
    @Nullable DraftPage page() {
        return foglio == null ? null : new DraftPage(foglio, text(letto));
    }

    NoticeKind kind() {
        return tipo == null ? NoticeKind.GENERAL : NoticeKind.find(tipo).orElse(NoticeKind.GENERAL);
    }

    NoticeText content(ZoneId zone) {
        var details = new NoticeDetails(kind(), text(luogo), TownTime.instant(da, zone), TownTime.instant(fino, zone), text(fare), text(deviazione),
            text(collegamento), esercitazione != null);
        return new NoticeText(text(titolo), text(testo), text(argomento),
            text(livello).isBlank() || !text(argomento).equals(Topic.CIVIL_PROTECTION) ? null : AlertLevel.find(text(livello)).orElse(null),
            frazioni == null ? List.of() : frazioni, List.of(NoticeText.WHATSAPP), details);
    }

    /** What was typed that is no time, with the keys of the sentences. */
    List<Flaw> timesThatAreNone(ZoneId zone) {
        var flaws = new ArrayList<Flaw>();
        if (TownTime.read(da, zone) instanceof TownTime.Wrong(var key)) {
            flaws.add(new Flaw("from", key));
        }
        if (TownTime.read(fino, zone) instanceof TownTime.Wrong(var key)) {
            flaws.add(new Flaw("until", key));
        }
        return flaws;
    }

    static String text(@Nullable String typed) {
        return typed == null ? "" : typed;
    }
}
