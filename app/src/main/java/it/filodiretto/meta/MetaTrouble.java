// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.meta;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Meta refused a call of ours, or could not be reached. The message is Italian, for the page of settings. */
public final class MetaTrouble extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int code;
    private final int subcode;

    MetaTrouble(String words, int code, int subcode) {
        super(words, null, false, false);
        this.code = code;
        this.subcode = subcode;
    }

    static MetaTrouble unreachable() {
        return new MetaTrouble("Meta non risponde in questo momento. Riprova tra qualche minuto.", -1, 0);
    }

    public String words() {
        return String.valueOf(getMessage());
    }

    public int code() {
        return code;
    }

    boolean isOfToken() {
        return code == 190 || code == 0;
    }

    /** Meta cannot be reached, or not now, whoever asks for whatever. */
    public boolean passes() {
        return code == -1 || code == 1 || code == 2 || calm() != null;
    }

    /** There is such a template already. */
    public boolean isNameInUse() {
        return subcode == 2388024 || subcode == 2388023;
    }

    /** How long to leave Meta alone; null: no need. */
    @Nullable Duration calm() {
        return switch (code) {
            case 4, 613, 80007 -> Duration.ofMinutes(5);
            default -> null;
        };
    }
}
