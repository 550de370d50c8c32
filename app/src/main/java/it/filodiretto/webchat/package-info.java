// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * The channel «chat on the town's own site»: talks, what is said in them, how they end and go on elsewhere.
 */
@ApplicationModule(allowedDependencies = {"shared", "live", "municipality", "opening", "operator", "citizen", "media", "messaging", "channel", "sending", "inbound", "correspondence", "conversation"})
@NullMarked
package it.filodiretto.webchat;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
