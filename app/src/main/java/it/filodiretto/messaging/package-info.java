// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * What a message is, whatever the channel: the queue, the sending engine, delivery reports, inbound messages.
 */
@ApplicationModule(allowedDependencies = {"shared", "page", "api", "municipality", "operator", "citizen", "database"})
@NullMarked
package it.filodiretto.messaging;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
