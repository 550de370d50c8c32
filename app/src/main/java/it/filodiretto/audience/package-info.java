// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * Whom something is for: topics and districts, volunteers for drills, those who are told of a new privacy notice.
 */
@ApplicationModule(allowedDependencies = {"shared", "page", "municipality", "operator", "citizen", "messaging", "subscription", "channel", "outbox", "wording"})
@NullMarked
package it.filodiretto.audience;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
