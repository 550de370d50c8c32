// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * A talk before an operator: its page, and everything that is done with it there or by a program.
 */
@ApplicationModule(allowedDependencies = {"shared", "page", "api", "municipality", "operator", "live", "media", "citizen", "messaging", "conversation", "channel", "contact", "correspondence", "inbound", "inbox", "office", "opening", "outbox"})
@NullMarked
package it.filodiretto.desk;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
