// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.wording;

import it.filodiretto.opening.OpeningHours;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What clerks edit of the current municipality, read and written piece by piece. Who did it is kept by who calls. */
@Component
@Transactional
public class Pieces {

    private final PieceTable table;
    private final PieceRules rules;
    private final OpeningHours hours;
    private final TownKeywords keywords;

    Pieces(PieceTable table, PieceRules rules, OpeningHours hours, TownKeywords keywords) {
        this.table = table;
        this.rules = rules;
        this.hours = hours;
        this.keywords = keywords;
    }

    @Transactional(readOnly = true)
    public List<Piece> list(Piece.Kind kind) {
        return table.list(kind);
    }

    /** One at a time edits a piece, from here to the end of the transaction. */
    public Optional<Piece> lock(Piece.Kind kind, String key) {
        table.lock(kind, key);
        return find(kind, key);
    }

    @Transactional(readOnly = true)
    public Optional<Piece> find(Piece.Kind kind, String key) {
        return table.list(kind).stream().filter(it -> it.key().equals(key)).findFirst();
    }

    /** Writes it, a new one too. @return what is wrong; empty: it is written */
    public List<PieceFlaw> save(Piece piece) {
        var flaws = rules.flaws(piece);
        if (flaws.isEmpty()) {
            table.save(piece);
            changed(piece.kind());
        }
        return flaws;
    }

    /** Only closures go away: notices and subscriptions name the others. */
    public void removeClosure(String key) {
        table.removeClosure(key);
        changed(Piece.Kind.CLOSURE);
    }

    private void changed(Piece.Kind kind) {
        switch (kind) {
            case CLOSURE, TIMETABLE -> hours.change();
            case KEYWORDS -> keywords.change();
            case TOPIC, TEXT -> { }
        }
    }
}
