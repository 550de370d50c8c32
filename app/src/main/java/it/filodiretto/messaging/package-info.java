// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * What a message is, whatever the channel: what it says, its id, by which account (lane) it comes or goes, who is behind it.
 *
 * <p>Values that all speak of. How a channel plugs in: {@link it.filodiretto.channel}; what is to leave:
 * {@link it.filodiretto.outbox}; what sends it: {@link it.filodiretto.sending}; what people write:
 * {@link it.filodiretto.inbound}; all of it read as a talk: {@link it.filodiretto.correspondence}.
 */
@ApplicationModule(allowedDependencies = {"municipality", "operator"})
@NullMarked
package it.filodiretto.messaging;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
