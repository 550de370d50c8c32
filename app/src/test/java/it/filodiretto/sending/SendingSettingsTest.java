// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.sending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SendingSettingsTest {

    @Test
    void whatWouldSendNothingOrLoseTheLanesEachRoundDoesNotEvenStart() {
        var second = Duration.ofSeconds(1);
        assertThat(new SendingSettings(1, second, second).inFlight()).isOne();
        assertThatIllegalArgumentException().isThrownBy(() -> new SendingSettings(0, second, second)).withMessageContaining("in-flight");
        assertThatIllegalArgumentException().isThrownBy(() -> new SendingSettings(1, Duration.ofSeconds(6), second)).withMessageContaining("round");
        assertThatIllegalArgumentException().isThrownBy(() -> new SendingSettings(1, Duration.ZERO, second)).withMessageContaining("round");
        assertThatIllegalArgumentException().isThrownBy(() -> new SendingSettings(1, second, Duration.ZERO)).withMessageContaining("rest");
    }
}
