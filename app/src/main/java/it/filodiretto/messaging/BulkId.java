// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.messaging;

import java.util.UUID;

/** One sending to many. */
public record BulkId(UUID value) {}
