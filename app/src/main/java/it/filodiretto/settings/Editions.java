// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.settings;

import it.filodiretto.operator.Audit;
import it.filodiretto.operator.CurrentOperator;
import it.filodiretto.shared.Ids;
import it.filodiretto.wording.Piece;
import it.filodiretto.wording.Pieces;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Changes pieces and remembers each change, so that it can be taken back. */
@Component
@Transactional
class Editions {

    private final EditionTable table;
    private final Pieces pieces;
    private final Audit audit;
    private final Clock clock;

    Editions(EditionTable table, Pieces pieces, Audit audit, Clock clock) {
        this.table = table;
        this.pieces = pieces;
        this.audit = audit;
        this.clock = clock;
    }

    /** @param seen what the form showed when it was opened, by {@link #mark} */
    EditOutcome save(Piece piece, String seen) {
        var before = pieces.lock(piece.kind(), piece.key());
        if (!seen.equals(mark(before))) {
            return new EditOutcome.ChangedMeanwhile();
        }
        var flaws = pieces.save(piece);
        if (!flaws.isEmpty()) {
            return new EditOutcome.Flawed(flaws);
        }
        var after = pieces.find(piece.kind(), piece.key()).orElseThrow();
        if (before.isEmpty() || !before.get().equals(after)) {
            remember(piece.kind(), piece.key(), before.map(Piece::fields).orElse(null), after.fields());
        }
        return new EditOutcome.Saved();
    }

    /** @param seen what the page showed when it was opened, by {@link #mark} */
    EditOutcome removeClosure(String key, String seen) {
        var before = pieces.lock(Piece.Kind.CLOSURE, key);
        if (before.isEmpty()) {
            return new EditOutcome.NoSuchPiece();
        }
        if (!seen.equals(mark(before))) {
            return new EditOutcome.ChangedMeanwhile();
        }
        pieces.removeClosure(key);
        remember(Piece.Kind.CLOSURE, key, before.get().fields(), null);
        return new EditOutcome.Saved();
    }

    /** Makes the piece what it was before this change; that is a change again. @param seen what the page showed when it was opened, by {@link #mark} */
    EditOutcome takeBack(UUID id, String seen) {
        var found = table.find(id);
        if (found.isEmpty()) {
            return new EditOutcome.NoSuchPiece();
        }
        var edition = found.get();
        if (edition.before() != null) {
            return save(new Piece(edition.kind(), edition.key(), edition.before()), seen);
        }
        return edition.kind() == Piece.Kind.CLOSURE ? removeClosure(edition.key(), seen) : new EditOutcome.NoSuchPiece();
    }

    @Transactional(readOnly = true)
    List<Edition> of(Piece.Kind kind, String key) {
        return table.of(kind, key);
    }

    @Transactional(readOnly = true)
    Optional<Edition> find(UUID id) {
        return table.find(id);
    }

    static String mark(Optional<Piece> piece) {
        return piece.map(it -> Integer.toHexString(new HashMap<>(it.fields()).hashCode())).orElse("");
    }

    private void remember(Piece.Kind kind, String key, @Nullable Map<String, String> before, @Nullable Map<String, String> after) {
        table.add(new Edition(Ids.next(), kind, key, before, after, CurrentOperator.find().orElse(null), clock.instant()));
        audit.record("content.edit", Map.of("kind", kind.name(), "key", key));
    }
}
