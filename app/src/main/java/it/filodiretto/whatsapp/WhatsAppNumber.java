// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.whatsapp;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One of our numbers, as Meta last described it.
 *
 * @param coexistence it is also used by the telephone app
 * @param readAt when Meta was last asked, in vain or not
 * @param trouble in Italian: why the last reading failed
 */
record WhatsAppNumber(String phoneNumberId, @Nullable String throughput, boolean coexistence, @Nullable String quality,
                      @Nullable String dailyLimit, @Nullable String status, @Nullable String calling, boolean subscribed,
                      @Nullable Instant setUpAt, @Nullable Instant readAt, @Nullable String trouble) {}
