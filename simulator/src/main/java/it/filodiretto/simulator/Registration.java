// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A number's way onto the platform: the code by telephone, the PIN of the two-step verification, at most ten registrations in 72 hours. */
final class Registration {

    /** What the code by telephone says here, always. */
    static final String CODE = "123456";

    private static final Duration SPAN = Duration.ofHours(72);
    private static final int MOST = 10;
    private static final int GUESSES = 5;

    private final Deque<Instant> attempts = new ArrayDeque<>();
    private @Nullable String pin;
    private boolean verified = true;
    private boolean codeAsked;
    private boolean registered = true;
    private int guesses;
    private boolean justDeleted;

    synchronized boolean registered() {
        return registered;
    }

    synchronized void registered(boolean yes) {
        registered = yes;
    }

    synchronized boolean verified() {
        return verified;
    }

    synchronized void verified(boolean yes) {
        verified = yes;
    }

    /** Its account on a telephone was deleted a moment ago: for some minutes it cannot be registered. */
    synchronized void justDeleted(boolean yes) {
        justDeleted = yes;
        if (yes) {
            verified = false;
            registered = false;
            pin = null;
        }
    }

    synchronized boolean hasPin() {
        return pin != null;
    }

    synchronized void pin(@Nullable String changed) {
        if (changed != null && !changed.matches("[0-9]{6}")) {
            throw GraphError.of(100, "The two-step verification PIN has 6 digits");
        }
        pin = changed;
        guesses = 0;
    }

    /** The PIN, whether it is verified and registered; attempts and guesses are forgotten. */
    synchronized ObjectNode write() {
        return Json.object().put("pin", pin).put("verified", verified).put("registered", registered);
    }

    synchronized void restore(JsonNode json) {
        pin = Json.text(json, "pin");
        verified = json.path("verified").asBoolean(true);
        registered = json.path("registered").asBoolean(true);
    }

    synchronized void askCode(String method) {
        if (verified) {
            throw GraphError.of(136024, "The number is verified already.");
        }
        if (!method.equals("SMS") && !method.equals("VOICE")) {
            throw GraphError.of(100, "code_method must be SMS or VOICE");
        }
        codeAsked = true;
    }

    synchronized void verify(String code) {
        if (!codeAsked || !code.equals(CODE)) {
            throw GraphError.of(136025, "The code is wrong or was never asked for.");
        }
        verified = true;
        codeAsked = false;
    }

    synchronized void register(String given, Instant now) {
        if (!given.matches("[0-9]{6}")) {
            throw GraphError.of(133005, "The two-step verification PIN has 6 digits");
        }
        attempts.removeIf(it -> !now.isBefore(it.plus(SPAN)));
        if (attempts.size() >= MOST) {
            throw GraphError.of(133016, "A number is registered or deregistered at most 10 times in 72 hours.");
        }
        attempts.add(now);
        if (justDeleted) {
            throw GraphError.of(133015, "Please wait a few minutes before attempting to register this phone number.");
        }
        if (!verified) {
            throw GraphError.of(133006, "The number must be verified before it is registered.");
        }
        if (guesses >= GUESSES) {
            throw GraphError.of(133008, "Too many wrong PINs.");
        }
        if (pin != null && !pin.equals(given)) {
            guesses++;
            throw GraphError.of(133005, "The PIN is not the one that was set.");
        }
        pin = given;
        guesses = 0;
        registered = true;
    }
}
