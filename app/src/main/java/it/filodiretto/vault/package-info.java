// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * Keeps personal data unreadable at rest: sealing, opening and blind look-up, with one keyset. Who keeps what is sealed in a
 * table says where, by {@link it.filodiretto.vault.SealedColumns}, so that a new key can seal it anew.
 */
@ApplicationModule(allowedDependencies = {"shared", "database"})
@NullMarked
package it.filodiretto.vault;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
