// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.live;

import java.io.IOException;

/** A browser at the other end of an {@link EventStream}. */
@FunctionalInterface
public interface Listener {

    /** Sends it at once. @param events whole ones, each with the empty line behind it. @throws IOException when the browser has gone */
    void write(String events) throws IOException;

    /** A comment, so that nothing on the way takes the line for dead. @throws IOException when the browser has gone */
    default void beat() throws IOException {
        write(": still here\n\n");
    }
}
