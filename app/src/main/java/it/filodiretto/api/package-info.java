// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * What all calls of the HTTP API have in common: problems, idempotency, the description.
 */
@ApplicationModule(type = ApplicationModule.Type.OPEN, allowedDependencies = {"shared"})
@NullMarked
package it.filodiretto.api;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
