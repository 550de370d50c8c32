// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.register;

import org.jspecify.annotations.NullMarked;

/** What {@code bin/verify-register} says of a file, for tests of other modules. */
@NullMarked
public final class RegisterProof {

    private RegisterProof() {}

    public static String of(String json) {
        return RegisterVerifier.verify(json).words();
    }
}
