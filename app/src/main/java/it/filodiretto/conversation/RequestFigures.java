// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.conversation;

import it.filodiretto.messaging.ChannelKind;
import java.time.Duration;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/**
 * How many asked, and how soon they were answered first.
 *
 * @param month {@code null}: the whole period
 * @param channel by which they asked; {@code null}: any
 * @param median half of the answers came within this much opening time; {@code null}: there was none
 * @param ninetieth nine of ten came within this
 */
public record RequestFigures(@Nullable YearMonth month, @Nullable ChannelKind channel, long requests, long answered,
        @Nullable Duration median, @Nullable Duration ninetieth) {}
