// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * Who wants to hear what: keywords, consent and its evidence, topics, audiences.
 *
 * <p>Doors: {@link it.filodiretto.subscription.Subscriptions} (imports, counts, leaving on the town's evidence),
 * {@link it.filodiretto.subscription.Audience} (whom a notice is for), {@link it.filodiretto.subscription.Policies} (privacy
 * notices by version), {@link it.filodiretto.subscription.PolicyCalls} (tells subscribers of a new one). What citizens write is taken by the module's own receiver, the first in the row.
 */
@ApplicationModule(allowedDependencies = {"shared", "page", "api", "vault", "municipality", "wording", "operator", "citizen", "messaging", "channel", "outbox", "inbound"})
@NullMarked
package it.filodiretto.subscription;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
