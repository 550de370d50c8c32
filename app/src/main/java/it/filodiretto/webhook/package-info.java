// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * Meta's webhooks: their signature, the queue that keeps them, the workers, what is set aside, news of the account.
 */
@ApplicationModule(allowedDependencies = {"shared", "page", "vault", "database", "municipality", "alarm", "citizen", "messaging", "intake", "meta", "whatsapptemplate", "channel", "sending"})
@NullMarked
package it.filodiretto.webhook;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
