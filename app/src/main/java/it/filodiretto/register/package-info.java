// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * The town's register: what was done, in entries that the database chains by their hashes and lets nobody change.
 *
 * <p>Public: {@link RegisterEntries}, {@link RegisterEntry}. {@link RegisterVerifier} is a program of its own
 * ({@code bin/verify-register}).
 */
@ApplicationModule(allowedDependencies = {"municipality", "operator"})
@NullMarked
package it.filodiretto.register;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
