// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.privacy;

import it.filodiretto.operator.OperatorId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A person was erased. @param operator null: a program, or {@code bin/admin}; @param proof what stays, without words and identities */
record Erasure(UUID id, Instant at, @Nullable OperatorId operator, String reason, List<Map<String, String>> proof) {}
