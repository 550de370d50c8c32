// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * Who wants to hear what: keywords, consent and its evidence, topics, audiences.
 */
@ApplicationModule(allowedDependencies = {"shared", "page", "api", "municipality", "operator", "citizen", "messaging"})
@NullMarked
package it.filodiretto.subscription;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
