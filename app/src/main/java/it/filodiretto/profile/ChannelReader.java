// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.profile;

import it.filodiretto.municipality.AutomaticKind;
import it.filodiretto.municipality.ChannelMode;
import it.filodiretto.municipality.ContactChannel;
import it.filodiretto.municipality.Office;
import it.filodiretto.municipality.ReceivedKind;
import it.filodiretto.municipality.WhatsAppAccount;
import it.filodiretto.wording.Keywords;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the channels of a profile; the WhatsApp account is one of them. */
final class ChannelReader {

    private static final String META_ID = "[0-9]{5,20}";
    private static final Set<AutomaticKind> OF_ONE_WAY = EnumSet.of(AutomaticKind.WELCOME, AutomaticKind.FAREWELL,
        AutomaticKind.QUESTION, AutomaticKind.NOTICE, AutomaticKind.COURTESY);

    private final HoursReader hours;
    private final Map<String, Office> offices = new LinkedHashMap<>();
    private final Claims claims;
    private final Mistakes mistakes;
    private final List<ContactChannel> contacts = new ArrayList<>();
    private @Nullable WhatsAppAccount whatsapp;
    private Keywords keywords = new Keywords(List.of(), List.of());

    ChannelReader(Section root, HoursReader hours, List<Office> offices, Claims claims, Mistakes mistakes) {
        this.hours = hours;
        offices.forEach(it -> this.offices.putIfAbsent(it.code(), it));
        this.claims = claims;
        this.mistakes = mistakes;
        for (var section : root.sections("channels")) {
            contacts.add(channel(section));
            section.end();
        }
        Values.unique(root, "channels", contacts.stream().map(ContactChannel::code).toList());
        if (contacts.isEmpty()) {
            root.missing("channels", "at least one way to reach the town");
        }
    }

    List<ContactChannel> contacts() {
        return contacts;
    }

    @Nullable WhatsAppAccount whatsapp() {
        return whatsapp;
    }

    Keywords keywords() {
        return keywords;
    }

    Set<AutomaticKind> automatic() {
        return whatsapp == null ? Set.of() : whatsapp.automatic();
    }

    private ContactChannel channel(Section section) {
        var kind = section.choice("kind", ContactChannel.Kind.class, ContactChannel.Kind.WHATSAPP);
        var code = Values.code(section);
        var office = section.valueOrNull("office", it -> Optional.ofNullable(offices.get(it)), "is not among the offices", String.join(", ", offices.keySet()));
        var name = office != null && !section.has("name") ? office.name() : section.text("name");
        var at = section.has("kind") && kind == ContactChannel.Kind.WHATSAPP ? whatsapp(section) : at(section, kind);
        var timetable = office != null && !section.has("timetable") ? office.timetable() : hours.timetable(section, false);
        return new ContactChannel(code, kind, name, at, section.textOrNull("note"),
            timetable.isEmpty() ? null : timetable,
            hours.trial(section), kind == ContactChannel.Kind.FACEBOOK ? page(section) : null,
            kind == ContactChannel.Kind.WEB_CHAT ? WebChatReader.read(section) : null, office == null ? null : office.code());
    }

    private static String at(Section section, ContactChannel.Kind kind) {
        var at = switch (kind) {
            case PHONE -> Values.phone(section, "at");
            case EMAIL -> Values.email(section, "at");
            case WHATSAPP, FACEBOOK, MESSENGER, DESK, WEB_CHAT, WEB_FORM, VIRTUAL_PHONE, NEWSLETTER -> section.textOrNull("at");
        };
        if (!section.has("at")) {
            section.missing("at", "the number, address, street or link");
        }
        return at == null ? "" : at;
    }

    private @Nullable String page(Section section) {
        var page = section.matchingOrNull("page-id", META_ID, "is no id of a Facebook page", "5 to 20 digits");
        if (page != null) {
            claims.claim(section, "page-id", page);
        }
        return page;
    }

    private String whatsapp(Section section) {
        if (whatsapp != null) {
            section.wrong("kind", "a second WhatsApp number", "one channel of the kind whatsapp in a profile");
        }
        var mode = section.choice("mode", ChannelMode.class, ChannelMode.TWO_WAY);
        var automatic = section.choices("automatic", AutomaticKind.class);
        var number = section.matching("display-number", "\\+[1-9][0-9 ]{7,18}", "is no telephone number with its country",
            "+ and 8 to 15 digits, with spaces, \"+39 366 5775490\"");
        var account = new WhatsAppAccount(metaId(section, "phone-number-id"), metaId(section, "business-account-id"),
            section.matchingOrNull("portfolio-id", META_ID, "is no id of Meta's", "5 to 20 digits"),
            number, section.text("contact-name"), section.texts("other-contact-names").stream().map(Item::text).toList(),
            mode, section.flag("registration-required"), automatic, accepts(section, mode), largestVideo(section),
            secret(section, "token-file"), secret(section, "app-secret-file"), secret(section, "verify-token-file"));
        claims.claim(section, "phone-number-id", account.phoneNumberId());
        checkAutomatic(section, mode, automatic);
        keywords = keywords(section, mode);
        whatsapp = account;
        return number;
    }

    /** Everything, unless the town says what. */
    private static Set<ReceivedKind> accepts(Section section, ChannelMode mode) {
        if (!section.has("accepts")) {
            return EnumSet.allOf(ReceivedKind.class);
        }
        if (mode == ChannelMode.ONE_WAY) {
            section.wrong("accepts", section.path("accepts") + " on a one-way number, where nobody reads", "no such key, or mode two-way or people-only");
        }
        return section.choices("accepts", ReceivedKind.class);
    }

    /** As much as WhatsApp carries, unless the town wants short ones. */
    private static int largestVideo(Section section) {
        var typed = section.matchingOrNull("largest-video", "[1-9]|1[0-6]", "is no size of a film", "whole megabytes, 1 to " + WhatsAppAccount.LARGEST_VIDEO);
        if (typed != null && section.has("accepts") && section.texts("accepts").stream().noneMatch(it -> it.text().equals("video"))) {
            section.wrong("largest-video", section.path("largest-video") + " where no film is accepted", "no such key, or video among " + section.path("accepts"));
        }
        return typed == null ? WhatsAppAccount.LARGEST_VIDEO : Integer.parseInt(typed);
    }

    private void checkAutomatic(Section section, ChannelMode mode, Set<AutomaticKind> automatic) {
        if (mode == ChannelMode.ONE_WAY && !OF_ONE_WAY.containsAll(automatic)) {
            section.wrong("automatic", section.path("automatic") + " has a kind that a one-way number does not send",
                "welcome, farewell, question, notice, courtesy");
        }
        if (mode == ChannelMode.PEOPLE_ONLY && automatic.contains(AutomaticKind.QUESTION)) {
            section.wrong("automatic", section.path("automatic") + " has a question, which a people-only number does not ask by itself",
                "welcome, farewell, notice, invitation, courtesy, closed, call, refusal");
        }
    }

    private Keywords keywords(Section section, ChannelMode mode) {
        var in = section.texts("opt-in");
        var out = section.texts("opt-out");
        if (mode == ChannelMode.PEOPLE_ONLY && !in.isEmpty()) {
            section.wrong("opt-in", section.path("opt-in") + " on a people-only number", "no keywords, or mode two-way or one-way");
        }
        if (mode != ChannelMode.PEOPLE_ONLY && in.isEmpty()) {
            section.missing("opt-in", "at least one keyword to join, or mode people-only");
        }
        if (mode != ChannelMode.PEOPLE_ONLY && out.isEmpty()) {
            section.missing("opt-out", "at least one keyword to leave, or mode people-only");
        }
        refuseTwice(section, "opt-in", in);
        refuseTwice(section, "opt-out", out);
        in.stream().filter(it -> Keywords.leavesEverywhere(it.text())).forEach(it -> mistakes.add(it.line(),
            section.path("opt-in") + " \"" + it.text() + "\" is a word by which people leave in every town", "any word but STOP, CANCELLAMI, DISATTIVA"));
        out.stream().filter(leaving -> in.stream().anyMatch(joining -> Keywords.bare(joining.text()).equals(Keywords.bare(leaving.text()))))
            .forEach(it -> mistakes.add(it.line(), section.path("opt-out") + " \"" + it.text() + "\" is also a keyword to join",
                "different words to join and to leave"));
        return new Keywords(in.stream().map(Item::text).toList(), out.stream().map(Item::text).toList());
    }

    private void refuseTwice(Section section, String key, List<Item> words) {
        var seen = new HashSet<String>();
        words.stream().filter(it -> Keywords.bare(it.text()).isEmpty())
            .forEach(it -> mistakes.add(it.line(), section.path(key) + " \"" + it.text() + "\" has no letter and no digit", "a word"));
        words.stream().filter(it -> !Keywords.bare(it.text()).isEmpty() && !seen.add(Keywords.bare(it.text())))
            .forEach(it -> mistakes.add(it.line(), section.path(key) + " \"" + it.text() + "\" stands twice", "each keyword once"));
    }

    private static String metaId(Section section, String key) {
        return section.matching(key, META_ID, "is no id of Meta's", "5 to 20 digits");
    }

    private static @Nullable Path secret(Section section, String key) {
        return section.valueOrNull(key, it -> Optional.of(Path.of(it)).filter(path -> Files.isReadable(path) && !Files.isDirectory(path)), "is no file that can be read",
            "the path of a file with the secret alone");
    }
}
