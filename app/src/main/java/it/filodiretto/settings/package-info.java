// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * What the town hall edits on screen: hours, closures, topics, texts, keywords, policy; who changed what, and the way back.
 * Nobody uses this module.
 */
@ApplicationModule(allowedDependencies = {"shared", "page", "municipality", "opening", "wording", "operator", "subscription", "audience", "notice", "drafting"})
@NullMarked
package it.filodiretto.settings;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
