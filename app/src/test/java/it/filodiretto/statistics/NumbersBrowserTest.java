// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import it.filodiretto.BrowserTest;
import it.filodiretto.Town;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

class NumbersBrowserTest extends BrowserTest {

    @Autowired Town town;
    @Autowired JdbcClient db;

    @Test
    void figuresAreReadAsPicturesAndAsTables() {
        town.like("pistoia");
        var today = LocalDate.ofInstant(town.now(), town.municipality().zone());
        for (int month = 0; month < 10; month++) {
            for (var channel : List.of("WHATSAPP", "WEBCHAT")) {
                asked(today.minusMonths(month).withDayOfMonth(1), channel, 30 + 7 * month, 300 + 60 * month);
            }
        }
        open("/" + town.slug() + "/numeri");
        page.getByText("La tabella con i numeri").first().click();
        assertThat(page.locator("main table").first().isVisible()).isTrue();
        isFitForAll("numbers");
    }

    private void asked(LocalDate day, String channel, int requests, int seconds) {
        town.inTransaction(() -> db.sql("""
                insert into citizen_request (id, office_code, channel, opened_at, answered_at, answer_seconds)
                select gen_random_uuid(), 'urp', ?, ?, now(), ? * (1 + it % 7) from generate_series(1, ?) it""")
            .param(channel).param(day.atTime(10, 0).atOffset(ZoneOffset.UTC)).param(seconds).param(requests).update());
    }
}
