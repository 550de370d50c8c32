// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.settings;

import it.filodiretto.operator.CurrentOperator;
import it.filodiretto.operator.Operators;
import it.filodiretto.operator.Permission;
import it.filodiretto.shared.Ids;
import it.filodiretto.wording.Piece;
import it.filodiretto.wording.PieceFlaw;
import it.filodiretto.wording.Pieces;
import java.text.Normalizer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** One piece: its form, its history, the way back: {@code jte/settings/edit.jte}. */
@Controller
class EditController {

    private static final String NEW = "nuovo";

    private final Editions editions;
    private final Pieces pieces;
    private final Operators operators;

    EditController(Editions editions, Pieces pieces, Operators operators) {
        this.editions = editions;
        this.pieces = pieces;
        this.operators = operators;
    }

    @GetMapping("/console/{slug}/contenuti/{noun}/{key}")
    String form(@PathVariable String noun, @PathVariable String key, Model model) {
        CurrentOperator.require(Permission.WRITE_NOTICES);
        var shelf = shelf(noun);
        if (key.equals(NEW)) {
            return show(shelf, new Piece(shelf.kind(), NEW, Map.of()), "", "", List.of(), model);
        }
        var found = pieces.find(shelf.kind(), key);
        var piece = found.orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        return show(shelf, piece, Editions.mark(found), "", List.of(), model);
    }

    @PostMapping("/console/{slug}/contenuti/{noun}/{key}")
    String save(@PathVariable String slug, @PathVariable String noun, @PathVariable String key, @RequestParam Map<String, String> typed, Model model) {
        CurrentOperator.require(Permission.WRITE_NOTICES);
        var shelf = shelf(noun);
        var fields = new LinkedHashMap<String, String>();
        shelf.fields().forEach(it -> fields.put(it, typed.getOrDefault(it, "").replace("\r\n", "\n")));
        var given = new Piece(shelf.kind(), key, fields);
        var piece = key.equals(NEW) ? new Piece(shelf.kind(), newKey(shelf, given), fields) : given;
        if (!key.equals(NEW) && pieces.find(shelf.kind(), key).isEmpty()) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        var seen = typed.getOrDefault("seen", "");
        return switch (editions.save(piece, seen)) {
            case EditOutcome.Saved _ -> "redirect:/console/" + slug + "/contenuti/" + noun + "/" + piece.key() + "?salvato";
            case EditOutcome.Flawed(var flaws) -> show(shelf, given, seen, "", flaws, model);
            case EditOutcome.ChangedMeanwhile _ -> key.equals(NEW)
                ? show(shelf, given, seen, "", List.of(new PieceFlaw("name", "settings.there-already", List.of())), model)
                : show(shelf, given, Editions.mark(pieces.find(shelf.kind(), key)), "settings.meanwhile", List.of(), model);
            case EditOutcome.NoSuchPiece _ -> throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        };
    }

    @PostMapping("/console/{slug}/contenuti/chiusure/{key}/eliminazione")
    String remove(@PathVariable String slug, @PathVariable String key, @RequestParam(defaultValue = "") String seen, Model model) {
        CurrentOperator.require(Permission.WRITE_NOTICES);
        return editions.removeClosure(key, seen) instanceof EditOutcome.ChangedMeanwhile ? showChanged(slug, Shelf.CLOSURES, key, model)
            : "redirect:/console/" + slug + "/orari";
    }

    @PostMapping("/console/{slug}/contenuti/versioni/{id}/ripristino")
    String takeBack(@PathVariable String slug, @PathVariable UUID id, @RequestParam(defaultValue = "") String seen, Model model) {
        CurrentOperator.require(Permission.WRITE_NOTICES);
        var edition = editions.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        var shelf = Shelf.of(edition.kind());
        return switch (editions.takeBack(id, seen)) {
            case EditOutcome.Flawed(var flaws) -> show(shelf, new Piece(shelf.kind(), edition.key(), edition.before() == null ? Map.of() : edition.before()),
                Editions.mark(pieces.find(shelf.kind(), edition.key())), "", flaws, model);
            case EditOutcome.ChangedMeanwhile _ -> showChanged(slug, shelf, edition.key(), model);
            case EditOutcome.Saved _, EditOutcome.NoSuchPiece _ -> pieces.find(edition.kind(), edition.key()).isPresent()
                ? "redirect:/console/" + slug + "/contenuti/" + shelf.noun() + "/" + edition.key() + "?salvato" : "redirect:/console/" + slug + "/" + shelf.page();
        };
    }

    /** Nothing was done: a colleague has changed it since the page was opened. It is shown as it is now. */
    private String showChanged(String slug, Shelf shelf, String key, Model model) {
        var found = pieces.find(shelf.kind(), key);
        return found.isEmpty() ? "redirect:/console/" + slug + "/" + shelf.page()
            : show(shelf, found.get(), Editions.mark(found), "settings.meanwhile.undone", List.of(), model);
    }

    private String show(Shelf shelf, Piece piece, String seen, String meanwhile, List<PieceFlaw> flaws, Model model) {
        var timetables = new LinkedHashMap<String, String>();
        pieces.list(Piece.Kind.TIMETABLE).forEach(it -> timetables.put(it.key(), it.field("name")));
        var history = editions.of(shelf.kind(), piece.key()).stream()
            .map(it -> new EditView.Past(it, name(it), EditView.differences(it))).toList();
        model.addAttribute("view", new EditView(shelf, piece, seen, piece.key().equals(NEW), meanwhile, flaws, timetables, history));
        return "settings/edit";
    }

    private @Nullable String name(Edition edition) {
        return edition.by() == null ? null : operators.name(edition.by());
    }

    private static Shelf shelf(String noun) {
        return Shelf.of(noun).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private static String newKey(Shelf shelf, Piece given) {
        if (!shelf.takesNew()) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return shelf == Shelf.CLOSURES ? Ids.next().toString() : Optional.of(given.field("name")).map(EditController::code).orElse("");
    }

    /** {@code lavori-pubblici} for «Lavori pubblici». */
    private static String code(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFD).replaceAll("\\p{M}", "").toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    }
}
