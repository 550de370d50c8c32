// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.subscription;

import java.time.Instant;

import it.filodiretto.citizen.CitizenId;

/** Somebody subscribed by what she wrote; told in the same transaction. Imports tell nothing. */
public record SubscriptionBegan(CitizenId citizen, Instant at) {}
