// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.shared;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A telephone number in E.164 form, for example {@code +393331234567}: a plus sign, then 8 to 15 digits.
 *
 * <p>Two spellings of one number are equal, because only the canonical form can be built.
 */
public record PhoneNumber(String e164) {

    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{7,14}");
    /** Country and area, the digit that comes and goes, the rest. */
    private static final List<Pattern> QUIRKS = List.of(Pattern.compile("(\\+55[1-9][0-9])(9?)([6-9][0-9]{7})"),
        Pattern.compile("(\\+52)(1?)([2-9][0-9]{9})"), Pattern.compile("(\\+54)(9?)([1-8][0-9]{9})"));

    /** @throws IllegalArgumentException if {@code e164} is not canonical; use {@link #parse} for what people type */
    public PhoneNumber {
        if (!E164.matcher(e164).matches()) {
            throw new IllegalArgumentException("Not an E.164 number (\"+\" and 8 to 15 digits): " + masked(e164));
        }
    }

    /** Reads what people type: {@code 333 123 4567}, {@code 0039-333-1234567}; a bare number is Italian. Empty if it is none. */
    public static Optional<PhoneNumber> parse(String typed) {
        var library = PhoneNumberUtil.getInstance();
        try {
            var number = library.parse(typed, "IT");
            return library.isValidNumber(number)
                ? Optional.of(new PhoneNumber(library.format(number, PhoneNumberFormat.E164)))
                : Optional.empty();
        } catch (NumberParseException _) {
            return Optional.empty();
        }
    }

    /** What kind of line it is, by the numbering plans. */
    public Line line() {
        var library = PhoneNumberUtil.getInstance();
        try {
            return switch (library.getNumberType(library.parse(e164, null))) {
                case FIXED_LINE -> Line.FIXED;
                case PREMIUM_RATE, SHARED_COST, TOLL_FREE, UAN, PAGER, VOICEMAIL -> Line.PAID_OR_FOR_CALLS;
                case MOBILE, FIXED_LINE_OR_MOBILE, VOIP, PERSONAL_NUMBER, UNKNOWN -> Line.PERSONAL;
            };
        } catch (NumberParseException _) {
            return Line.PERSONAL;
        }
    }

    /** Kinds of lines, as to whether a person may have WhatsApp there. */
    public enum Line { PERSONAL, FIXED, PAID_OR_FOR_CALLS }

    /** Meta's spelling, digits without the plus ({@code wa_id}); it is a number by Meta's word, so only its form is checked. */
    public static Optional<PhoneNumber> ofWhatsApp(String waId) {
        var digits = waId.startsWith("+") ? waId : "+" + waId;
        return E164.matcher(digits).matches() ? Optional.of(new PhoneNumber(digits)) : Optional.empty();
    }

    /**
     * This spelling first, then the others by which the same telephone is known. Three countries' mobile numbers are written
     * with and without a digit: Brazil's ninth, Mexico's 1, Argentina's 9.
     */
    public List<PhoneNumber> variants() {
        for (var quirk : QUIRKS) {
            var found = quirk.matcher(e164);
            if (found.matches()) {
                var country = found.group(1);
                var extra = found.group(2);
                var digit = country.startsWith("+52") ? "1" : "9";
                return List.of(this, new PhoneNumber(country + (extra.isEmpty() ? digit : "") + found.group(3)));
            }
        }
        return List.of(this);
    }

    /** The same one for all spellings of a telephone's number. */
    public PhoneNumber telephone() {
        return variants().stream().min(Comparator.comparing(PhoneNumber::e164)).orElseThrow();
    }

    /** Digits only, as Meta writes them. */
    public String digits() {
        return e164.substring(1);
    }

    /**
     * What Meta's ids of messages to and from this number contain: they are base64 of some bytes, the digits among them.
     *
     * <pre>{@code wamid.HBgMMzkzNDcxMjM0NTY3FQIA… = 1C 18 0C "393471234567" 15 02 00 …}</pre>
     */
    public String inWhatsAppIds() {
        var digits = digits().getBytes(StandardCharsets.US_ASCII);
        var whole = Base64.getEncoder().withoutPadding().encodeToString(digits);
        return digits.length % 3 == 0 ? whole : whole.substring(0, whole.length() - 1);   // its last letter depends on what follows
    }

    /** As pages may show it: {@code +39 366 •••285}. */
    public String shown() {
        return e164.length() < 10
            ? "•••" + e164.substring(e164.length() - 2)
            : e164.substring(0, 3) + " " + e164.substring(3, 6) + " •••" + e164.substring(e164.length() - 3);
    }

    /** {@code +39 366 1234285}: for those who may see it, and each time it is written down that they did. */
    public String whole() {
        var library = PhoneNumberUtil.getInstance();
        try {
            return library.format(library.parse(e164, "IT"), PhoneNumberFormat.INTERNATIONAL);
        } catch (NumberParseException _) {
            return e164;
        }
    }

    /** The number as logs may show it: {@code +39…67}. */
    @Override
    public String toString() {
        return masked(e164);
    }

    private static String masked(String number) {
        return number.length() < 6 ? "…" : number.substring(0, 3) + "…" + number.substring(number.length() - 2);
    }
}
