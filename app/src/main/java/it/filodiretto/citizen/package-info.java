// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * Who talks: people by the identities that channels give them, kept sealed.
 */
@ApplicationModule(allowedDependencies = {"shared", "page", "api", "municipality", "vault"})
@NullMarked
package it.filodiretto.citizen;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
