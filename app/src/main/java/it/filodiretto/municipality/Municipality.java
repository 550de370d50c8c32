// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.municipality;

import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A municipality as its profile describes it. What clerks edit on screen is not here: {@link it.filodiretto.opening.OpeningHours},
 * {@link it.filodiretto.wording.Topics}, {@link it.filodiretto.wording.Texts}, {@link it.filodiretto.wording.TownKeywords}.
 *
 * @param slug its word in addresses, {@code santa-fiora}
 * @param name without «Comune di»
 * @param province two letters
 * @param istatCode six digits
 * @param ipaCode code in the register of public bodies, {@code c_g713}
 * @param offices at least one; the first answers where nothing else is said
 * @param whatsapp null if the town has none
 * @param contacts every way to reach the town, in the order to show, WhatsApp included
 * @param districts hamlets and quarters, for notices to some of them; may be empty
 * @param notices second signatures, quiet hours, budget
 * @param policyText the privacy notice of the profile, first version: paragraphs parted by an empty line, headings begin with {@code ## }
 */
public record Municipality(MunicipalityId id, String slug, String name, String province, String istatCode, String ipaCode,
                           ZoneId zone, Locale language, Brand brand, HelpContact help, PatronDay patronDay,
                           List<Office> offices, @Nullable WhatsAppAccount whatsapp, List<ContactChannel> contacts,
                           List<String> districts, NoticePolicy notices, String policyText) {

    /** The form of slugs and of the codes by which a profile names its parts. */
    public static final String CODE = "[a-z0-9]+(-[a-z0-9]+)*";

    public Municipality {
        offices = List.copyOf(offices);
        contacts = List.copyOf(contacts);
        districts = List.copyOf(districts);
    }

    /** «Comune di Bientina». */
    public String fullName() {
        return "Comune di " + name;
    }

    /** @throws IllegalStateException if the town has no WhatsApp number */
    public WhatsAppAccount requireWhatsapp() {
        if (whatsapp == null) {
            throw new IllegalStateException("Municipality " + slug + " has no WhatsApp number");
        }
        return whatsapp;
    }

    public Optional<Office> office(@Nullable String code) {
        return offices.stream().filter(it -> it.code().equals(code)).findFirst();
    }

    /** Whose the first channel of this kind is; the first office's, where the profile does not say. */
    public Office officeOf(ContactChannel.Kind kind) {
        return contacts.stream().filter(it -> it.kind() == kind).findFirst().flatMap(it -> office(it.office())).orElseGet(offices::getFirst);
    }

    /** The timetable of the first channel of this kind; null: none, at any time. */
    public @Nullable String timetableOf(ContactChannel.Kind kind) {
        return contacts.stream().filter(it -> it.kind() == kind).findFirst().map(ContactChannel::timetable).orElse(null);
    }

    /** The chat on the town's own site, if it has one: the first of its channels of that kind. */
    public Optional<ContactChannel> webChat() {
        return contacts.stream().filter(it -> it.kind() == ContactChannel.Kind.WEB_CHAT).findFirst();
    }

    /** What may leave without a person's hand beside WhatsApp; null: everything. A town of people only is so on every channel. */
    public @Nullable Set<AutomaticKind> automaticBesideWhatsapp() {
        return whatsapp != null && whatsapp.mode() == ChannelMode.PEOPLE_ONLY ? whatsapp.automatic() : null;
    }

    public Municipality withId(MunicipalityId stored) {
        return new Municipality(stored, slug, name, province, istatCode, ipaCode, zone, language, brand, help, patronDay,
            offices, whatsapp, contacts, districts, notices, policyText);
    }
}
