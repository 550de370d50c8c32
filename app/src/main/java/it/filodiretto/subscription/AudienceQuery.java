// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.subscription;

import java.time.Instant;

/** Whom a notice is for: the subscribers of a topic at the moment it was approved. */
public record AudienceQuery(String topic, Instant approvedAt) {}
