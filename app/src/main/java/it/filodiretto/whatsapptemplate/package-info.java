// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * The texts that Meta approves beforehand: written, sent to Meta, watched, chosen for what the town hall sends.
 */
@ApplicationModule(allowedDependencies = {"page", "municipality", "operator", "alarm", "media", "messaging", "meta", "channel"})
@NullMarked
package it.filodiretto.whatsapptemplate;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
