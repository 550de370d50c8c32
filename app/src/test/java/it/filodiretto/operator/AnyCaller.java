// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.operator;

import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;

/** Somebody on this thread who may do these things, for tests that call a controller with another far end than the program's. */
@NullMarked
public final class AnyCaller implements AutoCloseable {

    public AnyCaller(Permission... may) {
        var permissions = Set.of(may);
        SecurityContextHolder.setContext(new SecurityContextImpl(new SignedIn(new ApiCaller("test", null, permissions), permissions)));
    }

    @Override
    public void close() {
        SecurityContextHolder.clearContext();
    }
}
