// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.noticeboard;

import java.time.Instant;
import java.util.UUID;

/** That a notice has left, and when. */
record Departed(UUID id, Instant at) {}
