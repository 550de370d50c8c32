// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import it.filodiretto.page.HomeCard;
import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@NullMarked
class ReadinessTest {

    private static final Preflight.Limit TO_ALL = new Preflight.Limit(null, 0, 0);

    @Test
    void everybodyCanBeToldWhereNothingIsInTheWay() {
        var answer = answer(null, TO_ALL, "100");
        assertThat(answer.big()).isEqualTo("Sì");
        assertThat(answer.state()).isNull();
        assertThat(answer.rows()).extracting(it -> it.state().words()).containsExactly("C’è", "Basta", "Basta");
    }

    @Test
    void whereTheBudgetDoesNotCoverOneSendingTheAnswerIsNoAlsoWithMoneyLeft() {
        var answer = answer(null, TO_ALL, "54.99");
        assertThat(answer.big()).isEqualTo("No");
        assertThat(words(answer)).isEqualTo("La spesa prevista non basta");
        assertThat(answer.rows().getLast().state().words()).isEqualTo("Non basta");
    }

    @Test
    void whatWhatsAppHasNotToldIsNotKnown() {
        var answer = answer(null, null, "100");
        assertThat(answer.big()).isEqualTo("Non si sa");
        assertThat(answer.rows().get(1).state().words()).isEqualTo("Non si sa");
        assertThat(answer(null, null, "0").big()).as("what is known comes first").isEqualTo("No");
    }

    @Test
    void aNumberThatIsStoppedTellsNobody() {
        var answer = answer("Il codice di accesso a WhatsApp non vale più.", TO_ALL, "100");
        assertThat(answer.big()).isEqualTo("No");
        assertThat(words(answer)).isEqualTo("Il numero ha un problema");
        assertThat(answer.rows().getFirst().note()).isEqualTo("Il codice di accesso a WhatsApp non vale più.");
    }

    private static HomeCard.Answer answer(@Nullable String alarm, Preflight.@Nullable Limit limit, String budget) {
        return new Readiness(1_000, alarm, new Preflight.Template(true, "avviso", "Approvato", null), limit, new BigDecimal("55"),
            new Preflight.Budget(new BigDecimal(budget), BigDecimal.ZERO)).answer();
    }

    private static String words(HomeCard.Answer answer) {
        return Objects.requireNonNull(answer.state()).words();
    }
}
