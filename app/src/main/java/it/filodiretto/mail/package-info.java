// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * The channel «e-mail»: what arrives in a town's mailbox becomes a conversation, and answers go out by its mail server, in
 * the thread they answer. Nobody uses this module; it implements {@link it.filodiretto.channel.Channel}.
 */
@ApplicationModule(allowedDependencies = {"shared", "vault", "municipality", "operator", "alarm", "citizen", "media", "messaging", "channel", "sending", "inbound", "correspondence", "conversation"})
@NullMarked
package it.filodiretto.mail;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
