// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a long list. {@code next} is the cursor of the part that follows, null at the end; the program sends it back as
 * {@code ?after=…}. What a cursor holds is the controller's own matter. A controller answers {@link CursorLinks#answer}.
 */
public record CursorPage<T>(List<T> items, @Nullable String next) {

    public CursorPage {
        items = List.copyOf(items);
    }
}
