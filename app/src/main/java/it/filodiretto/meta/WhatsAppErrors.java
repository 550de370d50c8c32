// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.meta;

import it.filodiretto.meta.Verdict.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Meta's error codes, sorted by what follows from them: {@code whatsapp-errors.tsv} beside this class. Codes decide, not
 * titles and not the HTTP status, as Meta asks.
 *
 * @see <a href="https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes">Meta, error codes</a>
 */
public final class WhatsAppErrors {

    private static final Duration USUAL_PAUSE = Duration.ofSeconds(5);
    private static final String RESEND = "Puoi rimandarlo.";
    private static final Map<Integer, Verdict> KNOWN = load();

    private WhatsAppErrors() {}

    /** The codes that Meta names. */
    public static Set<Integer> codes() {
        return KNOWN.keySet();
    }

    /** The verdict on a refused send. @param httpStatus decides only where the code is not known */
    public static Verdict ofAnswer(int code, int httpStatus) {
        var known = known(code);
        if (known != null) {
            return known;
        }
        return switch (httpStatus) {
            case 429 -> new Verdict(text(code), Kind.ALL_LATER, USUAL_PAUSE, "WhatsApp chiede di rallentare.", RESEND);
            case 401, 403 -> new Verdict(text(code), Kind.NUMBER, Duration.ZERO, "WhatsApp non ci lascia inviare da questo numero (codice "
                + code + ").", "Controlla le impostazioni di WhatsApp.");
            default -> new Verdict(text(code), Kind.PERSON, Duration.ZERO, unknown(code), "");
        };
    }

    /** The verdict on a failed status; below zero: none came along. */
    public static Verdict ofStatus(int code) {
        var known = known(code);
        return known != null ? known : new Verdict(text(code), Kind.PERSON, Duration.ZERO, unknown(code), "");
    }

    private static @Nullable Verdict known(int code) {
        var found = KNOWN.get(code);
        return found == null && code >= 200 && code <= 299 ? new Verdict(text(code), Kind.NUMBER, Duration.ZERO,
            "Manca un permesso per inviare da questo numero.",
            "Controlla il token nelle impostazioni di WhatsApp.") : found;
    }

    private static String text(int code) {
        return code < 0 ? "unknown" : Integer.toString(code);
    }

    private static String unknown(int code) {
        return code < 0 ? "WhatsApp non ha consegnato il messaggio e non dice perché."
            : "WhatsApp non ha consegnato il messaggio (codice " + code + ").";
    }

    private static Map<Integer, Verdict> load() {
        var verdicts = new HashMap<Integer, Verdict>();
        try (var in = WhatsAppErrors.class.getResourceAsStream("whatsapp-errors.tsv")) {
            if (in == null) {
                throw new IllegalStateException("whatsapp-errors.tsv is missing beside WhatsAppErrors");
            }
            new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(it -> !it.isBlank() && !it.startsWith("#")).forEach(line -> {
                var cells = line.split("\t", 5);
                for (var code : cells[0].split(" ")) {
                    verdicts.put(Integer.parseInt(code), new Verdict(code, Kind.valueOf(cells[1]),
                        Duration.ofSeconds(Long.parseLong(cells[2])), cells[3], cells.length == 5 ? cells[4] : ""));
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.copyOf(verdicts);
    }
}
