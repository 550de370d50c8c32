// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.site;

import it.filodiretto.municipality.ContactChannel;
import it.filodiretto.municipality.Office;
import it.filodiretto.opening.DayHours;
import it.filodiretto.opening.OpenState;
import it.filodiretto.opening.OpeningHours;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A way to reach the town, with whether it is open now.
 *
 * @param week its ordinary hours
 * @param shown its number or address; null where it is told after registration only
 * @param onTrial now; {@code trialUntil} may be null all the same
 * @param logo of its office; null: none
 * @param reader who reads what is written there
 */
record ChannelLine(ContactChannel channel, OpenState state, List<DayHours> week, @Nullable String shown, boolean onTrial,
        @Nullable LocalDate trialUntil, @Nullable Office logo, Reader reader) {

    /** In its hours: somebody, nobody as long as none is at the console (of a chat), or never anybody (of a number for notices alone). */
    enum Reader { PRESENT, AWAY, NONE }

    private static final Pattern NUMBER = Pattern.compile("\\+?[0-9][0-9 ()./-]{2,}");

    static ChannelLine of(ContactChannel channel, OpeningHours hours, @Nullable String shown, LocalDate today, @Nullable Office office) {
        var trial = channel.trial();
        boolean on = trial != null && trial.on(today);
        return new ChannelLine(channel, hours.now(channel.timetable()), hours.week(channel.timetable()), shown, on,
            trial == null || !on ? null : trial.until(), office == null || office.logo() == null ? null : office, Reader.PRESENT);
    }

    ChannelLine with(Reader who) {
        return new ChannelLine(channel, state, week, shown, onTrial, trialUntil, logo, who);
    }

    /** Not where only notices come from: one may write there, and nobody reads it. */
    boolean isForTalking() {
        return reader != Reader.NONE;
    }

    /** In its hours, and somebody is there. */
    boolean isOpen() {
        return state.open() && reader == Reader.PRESENT;
    }

    boolean isWhatsapp() {
        return channel.kind() == ContactChannel.Kind.WHATSAPP;
    }

    boolean isChat() {
        return channel.kind() == ContactChannel.Kind.WEB_CHAT;
    }

    String icon() {
        return switch (channel.kind()) {
            case WHATSAPP -> "whatsapp";
            case PHONE, VIRTUAL_PHONE -> "telephone";
            case EMAIL, NEWSLETTER -> "mail";
            case DESK -> "pa";
            case WEB_CHAT, MESSENGER -> "comment";
            case WEB_FORM -> "file";
            case FACEBOOK -> "facebook";
        };
    }

    /** {@code open}, {@code closed}, or {@code info} for what is always there, or for notices alone. */
    String kind() {
        return channel.timetable() == null || !isForTalking() ? "info" : isOpen() ? "open" : "closed";
    }

    String stateIcon() {
        return !isForTalking() ? "horn" : channel.timetable() == null ? "clock" : isOpen() ? "check-circle" : "minus-circle";
    }

    private static String dialled(String number) {
        return "tel:" + number.replaceAll("[^0-9+]", "");
    }

    /** Where a click leads, or null: of a telephone on the Internet a number, an address of its own kind ({@code sip:}), or a page. */
    @Nullable String link() {
        if (shown == null) {
            return null;
        }
        return switch (channel.kind()) {
            case PHONE -> dialled(shown);
            case VIRTUAL_PHONE -> NUMBER.matcher(shown).matches() ? dialled(shown) : shown.matches("(?i)(sips?:|https://).+") ? shown : null;
            case EMAIL -> "mailto:" + shown;
            case FACEBOOK, MESSENGER, WEB_FORM, WEB_CHAT, NEWSLETTER -> shown.startsWith("http") ? shown : null;
            case WHATSAPP, DESK -> null;
        };
    }
}
