// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** How long every {@code await()} waits for what will come: a slow machine gets there too. A limit of its own has only what must be quick. */
@NullMarked
public final class Patience implements BeforeAllCallback {

    static final Duration PATIENCE = Duration.ofSeconds(40);

    @Override
    public void beforeAll(ExtensionContext context) {
        Awaitility.setDefaultTimeout(PATIENCE);
    }
}
