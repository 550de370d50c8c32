// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.preflight;

import it.filodiretto.municipality.Municipalities;
import it.filodiretto.notice.NoticeText;
import it.filodiretto.wording.Topic;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * When people want to sleep. They hold for what people send and for a town's programs; only alerts of civil protection, and what
 * the installation's own key sends, leave at any hour.
 */
@Component
public class QuietHours {

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("H:mm");

    private final Municipalities municipalities;

    QuietHours(Municipalities municipalities) {
        this.municipalities = municipalities;
    }

    /** Whether the notice should wait at that moment; alerts of civil protection never do. */
    public boolean hold(NoticeText content, Instant at) {
        var town = municipalities.current();
        var quiet = town.notices().quiet();
        return quiet != null && !content.topic().equals(Topic.CIVIL_PROTECTION) && quiet.covers(LocalTime.ofInstant(at, town.zone()));
    }

    /** When a notice that is to leave at that moment may leave instead; empty: it need not wait. */
    public Optional<Instant> after(NoticeText content, Instant at) {
        var town = municipalities.current();
        var quiet = town.notices().quiet();
        if (quiet == null || !hold(content, at)) {
            return Optional.empty();
        }
        var local = LocalDateTime.ofInstant(at, town.zone());
        var day = local.toLocalTime().isBefore(quiet.until()) ? local.toLocalDate() : local.toLocalDate().plusDays(1);
        return Optional.of(day.atTime(quiet.until()).atZone(town.zone()).toInstant());
    }

    /** {@code 21:00–7:00}; empty: there are none. */
    public String shown() {
        var quiet = municipalities.current().notices().quiet();
        return quiet == null ? "" : CLOCK.format(quiet.from()) + "–" + CLOCK.format(quiet.until());
    }
}
