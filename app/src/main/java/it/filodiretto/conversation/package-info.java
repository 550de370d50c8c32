// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * The talk between one citizen and the municipality, by whichever channel: how it begins, comes to an office, is answered by people,
 * and is counted.
 *
 * <p>For all: {@link it.filodiretto.conversation.Conversations}, {@link it.filodiretto.conversation.Requests} and its
 * {@link it.filodiretto.conversation.RequestFigures}, {@link it.filodiretto.conversation.ConversationClosed}; a channel may bring a
 * {@link it.filodiretto.conversation.Typing}, and who sends notices tells their topics ({@link it.filodiretto.conversation.BulkTopics}). The tables are public for {@code contact}, {@code inbox} and {@code desk}, which list the
 * talks and work at them, and for nobody else ({@code HouseRulesTest}).
 */
@ApplicationModule(allowedDependencies = {"shared", "page", "live", "municipality", "opening", "operator", "citizen", "messaging", "channel", "outbox", "sending", "inbound", "correspondence", "office"})
@NullMarked
package it.filodiretto.conversation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
