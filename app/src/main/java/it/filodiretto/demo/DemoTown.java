// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.demo;

import it.filodiretto.notice.NoticeText;
import java.util.List;

/**
 * What one town of the demonstration starts with. All of it is invented; the numbers of the subscribers belong to nobody
 * here, for the simulator is at the other end.
 *
 * @param sent a notice that has gone out; @param draft one that somebody is still writing
 */
record DemoTown(String slug, int subscribers, NoticeText sent, NoticeText draft) {

    /** Those that people open first come first. */
    static final List<DemoTown> ALL = List.of(
        new DemoTown("calenzano", 640,
            NoticeText.of("Via Giusti a senso unico", "Da giovedì 26 novembre via Giusti è a senso unico verso la stazione, per i lavori al marciapiede. Finiscono il 18 dicembre.", "viabilita"),
            NoticeText.of("Saldo della Tari entro il 2 dicembre", "Il saldo della Tari si paga entro mercoledì 2 dicembre. L’avviso è arrivato per posta; se manca, chiedilo all’Urp.", "scadenze")),
        new DemoTown("bientina", 1_512,
            NoticeText.of("Sabato si accende l’albero", "Sabato 5 dicembre alle 17:30 si accende l’albero in piazza Vittorio Emanuele. Cioccolata per tutti.", "iniziative"),
            NoticeText.of("Guasto alla rete idrica in via del Marais", "Manca l’acqua in via del Marais e via Pacini per un guasto. Torna verso le 15:00. Autobotte in piazza della Fonte dalle 11.", "pubblica-utilita")),
        new DemoTown("santa-fiora", 996,
            NoticeText.of("Mercato in piazza Garibaldi", "Domenica 29 novembre c’è il mercato in piazza Garibaldi, dalle 9 alle 18. Si parcheggia al campo sportivo.", "eventi"),
            NoticeText.of("Strada per Bagnolo chiusa", "La strada per Bagnolo è chiusa per un albero caduto. Passa da Marroneto: ci vogliono 10 minuti in più.", "strade")),
        new DemoTown("arezzo", 1_840,
            NoticeText.of("Il bando affitti scade venerdì", "Venerdì 27 novembre alle 13:00 scade il bando per il contributo affitti. La domanda si fa allo Sportello Unico o sul sito del Comune.", "scadenze"),
            NoticeText.of("Lunedì 7 dicembre lo Sportello Unico è chiuso", "Lunedì 7 dicembre lo Sportello Unico resta chiuso. Riapre mercoledì 9 dicembre alle 8:30.", "aperture")),
        new DemoTown("pistoia", 320,
            NoticeText.of("Piazza del Duomo libera dalle auto", "Da sabato 28 novembre a domenica 6 dicembre in piazza del Duomo non si parcheggia, per il mercato di Natale.", "viabilita"),
            NoticeText.of("Ufficio anagrafe: nuovo orario", "Da martedì 1 dicembre l’anagrafe riceve anche il giovedì pomeriggio, dalle 15 alle 17.", "servizi")));
}
