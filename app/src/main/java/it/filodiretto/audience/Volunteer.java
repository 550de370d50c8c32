// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.audience;

import it.filodiretto.citizen.CitizenId;
import java.time.Instant;

/** Somebody who agreed to be written to in drills. @param phone masked; @param subscribed false: no drill reaches her, for she has left */
record Volunteer(CitizenId citizen, String phone, Instant agreedAt, String evidence, boolean subscribed) {}
