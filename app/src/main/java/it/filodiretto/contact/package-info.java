// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * The people behind the talks: who is whom, whom to call back, calls and visits written down by hand, and what has happened with a person.
 */
@ApplicationModule(allowedDependencies = {"shared", "page", "vault", "municipality", "operator", "live", "citizen", "messaging", "conversation", "office", "opening"})
@NullMarked
package it.filodiretto.contact;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
