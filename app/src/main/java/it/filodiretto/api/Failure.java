// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.api;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A checked exception carried out of a transaction, or none. */
record Failure(@Nullable Exception thrown) {

    static final Failure NONE = new Failure(null);

    void rethrow() throws IOException, ServletException {
        if (thrown instanceof IOException e) {
            throw e;
        }
        if (thrown instanceof ServletException e) {
            throw e;
        }
    }
}
