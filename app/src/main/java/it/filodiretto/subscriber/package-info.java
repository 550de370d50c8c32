// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * Subscribers as the console shows them: the list, the evidence, the desk and its receipt, how they grow.
 */
@ApplicationModule(allowedDependencies = {"shared", "page", "api", "municipality", "operator", "citizen", "subscription", "wording"})
@NullMarked
package it.filodiretto.subscriber;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
