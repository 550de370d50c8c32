// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.broadcast;

import it.filodiretto.municipality.Municipalities;
import it.filodiretto.municipality.Topic;
import it.filodiretto.municipality.Topics;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** What a notice must be like; the sentences say what to do. */
@Component
class NoticeRules {

    static final int LONGEST_TITLE = 80;
    /** What the general template takes, with its line breaks folded. */
    static final int LONGEST_TEXT = 700;

    private final Topics topics;
    private final Municipalities municipalities;

    NoticeRules(Topics topics, Municipalities municipalities) {
        this.topics = topics;
        this.municipalities = municipalities;
    }

    /** In the order of the form; empty if nothing is wrong. */
    List<Flaw> flaws(NoticeText notice) {
        var flaws = new ArrayList<Flaw>();
        checkTopic(notice, flaws);
        checkTitle(notice, flaws);
        checkText(notice, flaws);
        checkDistricts(notice, flaws);
        checkChannels(notice, flaws);
        return List.copyOf(flaws);
    }

    private void checkTopic(NoticeText notice, List<Flaw> flaws) {
        if (notice.topic().isEmpty()) {
            flaws.add(new Flaw("topic", "Scegli l’argomento: l’avviso arriva a chi lo segue."));
        } else if (topics.find(notice.topic()).isEmpty()) {
            flaws.add(new Flaw("topic", "Questo argomento non c’è. Scegli tra: "
                + String.join(", ", topics.list().stream().map(Topic::code).toList()) + "."));
        }
        if (notice.level() != null && !notice.topic().equals(Topic.CIVIL_PROTECTION)) {
            flaws.add(new Flaw("level", "Il livello di allerta vale solo per la protezione civile."));
        }
    }

    private static void checkTitle(NoticeText notice, List<Flaw> flaws) {
        int length = length(notice.title());
        if (length == 0) {
            flaws.add(new Flaw("title", "Scrivi il titolo: è la prima riga che si legge."));
        } else if (length > LONGEST_TITLE) {
            flaws.add(new Flaw("title", "Il titolo è lungo " + length + " caratteri: accorcialo a " + LONGEST_TITLE + "."));
        } else if (notice.title().indexOf('\n') >= 0 || notice.title().indexOf('\t') >= 0) {
            flaws.add(new Flaw("title", "Il titolo sta su una riga sola."));
        }
    }

    private static void checkText(NoticeText notice, List<Flaw> flaws) {
        int length = length(notice.text());
        if (length == 0) {
            flaws.add(new Flaw("text", "Scrivi il testo: che cosa succede, dove, fino a quando."));
        } else if (length > LONGEST_TEXT) {
            flaws.add(new Flaw("text", "Il testo è lungo " + length + " caratteri: accorcialo a " + LONGEST_TEXT + "."));
        }
    }

    private void checkDistricts(NoticeText notice, List<Flaw> flaws) {
        var known = municipalities.current().districts();
        for (int i = 0; i < notice.districts().size(); i++) {
            if (!known.contains(notice.districts().get(i))) {
                flaws.add(new Flaw("districts/" + i, known.isEmpty() ? "Il Comune non ha frazioni in elenco: togli questo campo."
                    : "Questa frazione non c’è. Scegli tra: " + String.join(", ", known) + "."));
            }
        }
    }

    private static void checkChannels(NoticeText notice, List<Flaw> flaws) {
        if (notice.channels().isEmpty()) {
            flaws.add(new Flaw("channels", "Scegli almeno un canale: whatsapp."));
        }
        for (int i = 0; i < notice.channels().size(); i++) {
            if (!notice.channels().get(i).equals(NoticeText.WHATSAPP)) {
                flaws.add(new Flaw("channels/" + i, "Questo canale non c’è. Per ora gli avvisi partono su: whatsapp."));
            }
        }
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
