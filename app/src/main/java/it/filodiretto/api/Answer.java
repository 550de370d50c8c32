// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.api;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The answer that a call got, kept to be given again. */
record Answer(String path, byte[] bodyHash, int status, @Nullable String contentType, @Nullable String location, byte[] body) {

    boolean isTo(Asked asked) {
        return path.equals(asked.path()) && Arrays.equals(bodyHash, asked.bodyHash());
    }
}
