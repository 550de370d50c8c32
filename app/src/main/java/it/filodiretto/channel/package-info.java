// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * How a channel plugs in: its sender accounts, what it answers to an attempt, and what it offers beside: approved
 * texts, their price, a letter.
 *
 * <p>A channel implements {@link it.filodiretto.channel.Channel} and tells by {@link it.filodiretto.channel.LaneSource}
 * which account a town has; {@link it.filodiretto.channel.Lanes} knows them all. One whose reader looks into our own database implements
 * {@link it.filodiretto.channel.HandDelivery} beside.
 */
@ApplicationModule(allowedDependencies = {"municipality", "alarm", "media", "citizen", "messaging"})
@NullMarked
package it.filodiretto.channel;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
