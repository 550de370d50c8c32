// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * Who wants to hear what: choices, consent and its evidence, topics, privacy notices by version.
 *
 * <p>Doors: {@link it.filodiretto.subscription.Subscriptions} (imports, counts, leaving on the town's evidence),
 * {@link it.filodiretto.subscription.Preferences} (what each wants), {@link it.filodiretto.subscription.Policies}.
 */
@ApplicationModule(allowedDependencies = {"shared", "page", "municipality", "wording", "operator", "citizen", "messaging", "channel", "inbound"})
@NullMarked
package it.filodiretto.subscription;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
