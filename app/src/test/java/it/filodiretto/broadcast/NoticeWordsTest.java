// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** What people read of a sending. */
@NullMarked
class NoticeWordsTest {

    @Test
    void whatIsToBeDoneAboutAFailureDoesNotContradictItsSentence() {
        assertThat(List.of("100", "131008", "131009", "131051")).allSatisfy(it -> assertThat(NoticeWords.remedy(it)).isEqualTo("Non si riprova da solo."));
    }
}
