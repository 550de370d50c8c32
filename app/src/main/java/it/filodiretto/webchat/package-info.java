// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * The channel «chat on the town's own site»: a page that works without JavaScript, and the button that other sites carry.
 */
@ApplicationModule(allowedDependencies = {"shared", "page", "live", "municipality", "opening", "operator", "citizen", "media", "messaging", "channel", "sending", "inbound", "correspondence", "conversation"})
@NullMarked
package it.filodiretto.webchat;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
