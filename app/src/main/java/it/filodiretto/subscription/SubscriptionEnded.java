// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.subscription;

import java.time.Instant;

import it.filodiretto.citizen.CitizenId;

/** A subscriber left; told in the same transaction. */
public record SubscriptionEnded(CitizenId citizen, Instant at) {}
