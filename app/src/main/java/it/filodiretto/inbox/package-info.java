// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * The inbox of the operators: the lists of talks, each with its order and its count, what is looked for in them, and the watch over who waits too long.
 */
@ApplicationModule(allowedDependencies = {"shared", "page", "municipality", "operator", "alarm", "live", "citizen", "messaging", "conversation", "contact", "correspondence", "inbound", "office"})
@NullMarked
package it.filodiretto.inbox;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
