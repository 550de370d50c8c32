// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.settings;

import it.filodiretto.operator.OperatorId;
import it.filodiretto.wording.Piece;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One change of a piece. @param before null: it was new @param after null: it was removed @param by null: a program */
record Edition(UUID id, Piece.Kind kind, String key, @Nullable Map<String, String> before, @Nullable Map<String, String> after,
        @Nullable OperatorId by, Instant at) {}
