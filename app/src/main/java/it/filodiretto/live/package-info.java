// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * Tells browsers that something has changed, whichever node they are connected to.
 *
 * <p>Public: {@link it.filodiretto.live.Signals} says so after the commit, {@link it.filodiretto.live.ChangeStream} passes it
 * on as server-sent events.
 */
@ApplicationModule(allowedDependencies = {"shared", "database", "municipality"})
@NullMarked
package it.filodiretto.live;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
