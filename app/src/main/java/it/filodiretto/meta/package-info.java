// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * Meta's Graph API: how it is reached, its secrets and its errors, and what is known of a town's account and number there.
 */
@ApplicationModule(allowedDependencies = {"municipality", "messaging", "channel"})
@NullMarked
package it.filodiretto.meta;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
