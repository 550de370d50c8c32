// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * Tells browsers that something has changed, whichever node they are connected to.
 *
 * <p>Public: {@link it.filodiretto.live.Signals} says so after the commit, {@link it.filodiretto.live.ChangeStream} passes it
 * on; {@link it.filodiretto.live.EventStream} is how anything reaches a browser that listens.
 */
@ApplicationModule(allowedDependencies = {"shared", "page", "database", "municipality"})
@NullMarked
package it.filodiretto.live;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
