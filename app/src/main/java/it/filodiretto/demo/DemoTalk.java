// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.demo;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wrote to a town of the demonstration before it began. All of it is invented.
 *
 * @param before so long ago
 * @param answer what an operator wrote back, or {@code null}: she waits
 */
record DemoTalk(String words, Duration before, @Nullable String answer) {

    private static DemoTalk waits(int minutes, String words) {
        return new DemoTalk(words, Duration.ofMinutes(minutes), null);
    }

    private static DemoTalk answered(int minutes, String words, String answer) {
        return new DemoTalk(words, Duration.ofMinutes(minutes), answer);
    }

    /** By town; who only sends has none. */
    static final Map<String, List<DemoTalk>> ALL = Map.of(
        "pistoia", List.of(
            answered(190, "Buongiorno, per il cambio di residenza serve l’appuntamento?", "Buongiorno, sì: lo prende al numero verde 800 012146, o passando da piazza del Duomo 13. Porti un documento e il contratto."),
            waits(74, "Il lampione davanti al 12 di via Porta al Borgo è spento da lunedì."),
            waits(41, "Mia madre ha 84 anni e non esce: può avere la carta d’identità a casa?"),
            waits(18, "Domani il mercato è in piazza della Sala o in piazza del Duomo?"),
            waits(4, "Siete aperti anche sabato mattina?")),
        "santa-fiora", List.of(
            answered(150, "Quando passa lo spazzaneve a Bagnolo?", "Questa notte alle 4, poi di nuovo alle 7 prima dello scuolabus."),
            waits(52, "C’è una buca grande in via Marconi, davanti alla farmacia."),
            waits(23, "Il mercato di domenica c’è anche se piove?"),
            waits(6, "Grazie dell’avviso! A Marroneto l’acqua è tornata.")),
        "arezzo", List.of(
            answered(120, "Per il bando affitti serve l’Isee di quest’anno?", "Sì, quello in corso di validità. Se non l’ha ancora, il CAF lo prepara in due giorni."),
            waits(64, "Posso prenotare allo Sportello Unico per lunedì mattina?"),
            waits(29, "Ho perso la ricevuta della domanda: come la riscarico?"),
            waits(9, "Il 7 dicembre siete chiusi tutto il giorno?")),
        "calenzano", List.of(
            waits(48, "Via Giusti da giovedì è a senso unico anche per le biciclette?"),
            waits(15, "Dove si paga il saldo della Tari?")));
}
