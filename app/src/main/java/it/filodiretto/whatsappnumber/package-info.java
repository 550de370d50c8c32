// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * The town's WhatsApp number: set up, examined, shown, tried out.
 */
@ApplicationModule(allowedDependencies = {"shared", "page", "api", "municipality", "operator", "alarm", "citizen", "messaging", "intake", "meta", "webhook", "whatsapptemplate", "channel", "correspondence", "opening", "outbox"})
@NullMarked
package it.filodiretto.whatsappnumber;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
