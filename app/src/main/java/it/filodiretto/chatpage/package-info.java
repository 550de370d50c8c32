// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * The chat as people have it before them: a page that works without JavaScript, and the button that other sites carry.
 */
@ApplicationModule(allowedDependencies = {"shared", "page", "municipality", "live", "media", "citizen", "webchat", "channel", "contact"})
@NullMarked
package it.filodiretto.chatpage;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
