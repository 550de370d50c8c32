// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * What a person and the town hall have written to each other: read as one talk, handed over, erased, and put together
 * when two persons are one.
 *
 * <p>Door: {@link it.filodiretto.correspondence.Correspondence}.
 */
@ApplicationModule(allowedDependencies = {"shared", "database", "municipality", "operator", "citizen", "messaging", "outbox", "sending"})
@NullMarked
package it.filodiretto.correspondence;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
