// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.conversation;

import it.filodiretto.messaging.ChannelKind;
import it.filodiretto.municipality.ContactChannel;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.office.Offices;
import it.filodiretto.opening.OpenState;
import it.filodiretto.opening.OpeningHours;
import it.filodiretto.page.Italian;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How long people wait, in opening time, and how bad that is. */
@Component
public class Waits {

    private final Municipalities municipalities;
    private final OpeningHours hours;
    private final Offices offices;
    private final Clock clock;

    Waits(Municipalities municipalities, OpeningHours hours, Offices offices, Clock clock) {
        this.municipalities = municipalities;
        this.hours = hours;
        this.offices = offices;
        this.clock = clock;
    }

    /** Neutral up to 60 % of the office's aim, near the limit up to 100 %, then late. @param kind of the sign: empty, {@code soon, late} */
    public record Wait(String kind, String icon, String words, Duration length) {}

    public Duration between(Conversation talk, Instant from, Instant to) {
        var length = hours.openingTimeBetween(timetable(talk.channel(), talk.office()), from, to);
        return length.isNegative() ? Duration.ZERO : length;
    }

    /** {@code null}: nobody waits. */
    @Nullable public Wait of(Conversation conversation) {
        return sheet().of(conversation);
    }

    /** For many at once. */
    public Sheet sheet() {
        return new Sheet();
    }

    /** What was read once for a whole list. */
    public final class Sheet {

        private final Map<Optional<String>, Function<Instant, Duration>> counters = new HashMap<>();
        private final Map<Optional<String>, OpenState> states = new HashMap<>();
        private final Map<String, Integer> aims = new HashMap<>();
        private final Instant now = clock.instant();

        /** In opening time. */
        public Duration length(ChannelKind channel, String office, Instant since) {
            return counters.computeIfAbsent(Optional.ofNullable(timetable(channel, office)), it -> hours.counter(it.orElse(null), now)).apply(since);
        }

        /** «da 18 min» of opening time, «da quando è chiuso». */
        public String words(ChannelKind channel, String office, Instant since) {
            var length = length(channel, office, since);
            return length.toSeconds() > 0 ? "da " + Italian.duration(length)
                : states.computeIfAbsent(Optional.ofNullable(timetable(channel, office)), it -> hours.now(it.orElse(null))).open() ? "da adesso" : "da quando è chiuso";
        }

        @Nullable public Wait of(Conversation conversation) {
            var since = conversation.waitingSince();
            if (since == null) {
                return null;
            }
            var length = length(conversation.channel(), conversation.office(), since);
            var words = words(conversation.channel(), conversation.office(), since);
            return length.toSeconds() <= 0 ? new Wait("", "clock", words, Duration.ZERO)
                : wait(words, length, aims.computeIfAbsent(conversation.office(), it -> offices.pace(it).aimMinutes()));
        }

        private static Wait wait(String words, Duration length, int aim) {
            if (length.toMinutes() >= aim) {
                return new Wait("late", "warning-circle", words + " (obiettivo " + Italian.duration(Duration.ofMinutes(aim)) + ")", length);
            }
            return new Wait(length.toMinutes() * 10 >= aim * 6L ? "soon" : "", "clock", words, length);
        }
    }

    public OpenState state(Conversation talk) {
        return hours.now(timetable(talk.channel(), talk.office()));
    }

    /** A channel has hours of its own; a telephone, a desk and a mailbox those of the office. */
    private @Nullable String timetable(ChannelKind channel, String office) {
        return switch (channel) {
            case WHATSAPP -> municipalities.current().timetableOf(ContactChannel.Kind.WHATSAPP);
            case WEBCHAT -> municipalities.current().timetableOf(ContactChannel.Kind.WEB_CHAT);
            case MAIL, PHONE, DESK -> {
                var all = municipalities.current().offices();
                yield all.stream().filter(it -> it.code().equals(office)).findFirst().orElse(all.getFirst()).timetable();
            }
        };
    }
}
