// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * How people join, leave and register by writing: their words understood, questions asked, answers and personal links sent.
 */
@ApplicationModule(allowedDependencies = {"shared", "page", "vault", "municipality", "operator", "citizen", "messaging", "subscription", "audience", "channel", "inbound", "outbox", "wording"})
@NullMarked
package it.filodiretto.joining;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
