// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * The talk between one citizen and the municipality, answered by people.
 *
 * <p>Public: {@link it.filodiretto.conversation.Conversations}, {@link it.filodiretto.conversation.Requests}, its
 * {@link it.filodiretto.conversation.RequestFigures}, {@link it.filodiretto.conversation.ConversationId},
 * {@link it.filodiretto.conversation.ReplyOutcome}, {@link it.filodiretto.conversation.Outcome},
 * {@link it.filodiretto.conversation.CloseOutcome}, {@link it.filodiretto.conversation.ConversationClosed},
 * {@link it.filodiretto.conversation.Callbacks} and its {@link it.filodiretto.conversation.Callback}. A channel may bring a
 * {@link it.filodiretto.conversation.Typing}. The rest is nobody's business.
 */
@ApplicationModule(allowedDependencies = {"shared", "page", "api", "live", "municipality", "opening", "operator", "alarm", "citizen", "media", "messaging", "channel", "outbox", "sending", "inbound", "correspondence", "vault"})
@NullMarked
package it.filodiretto.conversation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
