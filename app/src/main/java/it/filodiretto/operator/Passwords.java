// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.operator;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Argon2id with two passes over the memory that the setting names: OWASP's least, 19 MiB, or more (Password Storage Cheat Sheet,
 * cheatsheetseries.owasp.org: m=19456, t=2, p=1); with less it says so when it starts. An account that does not exist costs the same time as one that
 * does, so that nobody learns who works here. Only as many run at once as there are processors: a flood waits, the rest of
 * the program does not.
 */
@Component
class Passwords {

    /** KiB. */
    static final int OWASPS_LEAST = 19_456;

    private static final Logger LOG = LoggerFactory.getLogger(Passwords.class);
    private static final int SALT = 16;
    private static final int LENGTH = 32;
    private static final int PASSES = 2;

    private final Argon2PasswordEncoder argon2;
    private final Semaphore turns = new Semaphore(Runtime.getRuntime().availableProcessors(), true);
    private final String nobodys;

    /** @param memory in KiB */
    Passwords(@Value("${filodiretto.password-memory}") int memory) {
        if (memory < OWASPS_LEAST) {
            LOG.atWarn().addKeyValue("memory", memory).addKeyValue("least", OWASPS_LEAST)
                .log("Passwords are cheaper to guess than OWASP allows: raise filodiretto.password-memory");
        }
        argon2 = new Argon2PasswordEncoder(SALT, LENGTH, 1, memory, PASSES);
        nobodys = "$argon2id$v=19$m=" + memory + ",t=" + PASSES + ",p=1$" + random(SALT) + "$" + random(LENGTH);
    }

    /** Of no password that anybody knows: it costs nothing at start, and as much as any to compare with. */
    private static String random(int length) {
        var bytes = new byte[length];
        new SecureRandom().nextBytes(bytes);
        return Base64.getEncoder().withoutPadding().encodeToString(bytes);
    }

    String hash(String password) {
        return inTurn(() -> String.valueOf(argon2.encode(password)));
    }

    boolean matches(String password, @Nullable String hash) {
        var same = inTurn(() -> argon2.matches(password, hash == null ? nobodys : hash));
        return same && hash != null;
    }

    /** What the password of an account that does not exist is compared with. */
    String nobodys() {
        return nobodys;
    }

    private <T> T inTurn(Supplier<T> work) {
        turns.acquireUninterruptibly();
        try {
            return work.get();
        } finally {
            turns.release();
        }
    }
}
