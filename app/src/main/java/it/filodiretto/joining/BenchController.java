// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.joining;

import it.filodiretto.operator.CurrentOperator;
import it.filodiretto.operator.Permission;
import it.filodiretto.wording.Keywords;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The keyword bench: {@code jte/joining/bench.jte}. Nothing is sent, nothing is kept. */
@Controller
class BenchController {

    private final KeywordBench bench;

    BenchController(KeywordBench bench) {
        this.bench = bench;
    }

    @GetMapping("/console/{slug}/iscritti/banco")
    String bench(@RequestParam(name = "testo", defaultValue = "") String text, @RequestParam(name = "iscrive", required = false) @Nullable String join,
            @RequestParam(name = "cancella", required = false) @Nullable String leave, Model model) {
        CurrentOperator.require(Permission.WRITE_NOTICES);
        var present = bench.present();
        var words = new Keywords(join == null ? present.optIn() : lines(join), leave == null ? present.optOut() : lines(leave));
        model.addAttribute("text", text);
        model.addAttribute("words", words);
        model.addAttribute("trials", bench.tryOut(text, words));
        return "joining/bench";
    }

    private static List<String> lines(String typed) {
        return Arrays.stream(typed.split("[\n,;]")).map(String::strip).filter(it -> !it.isEmpty()).limit(20).toList();
    }
}
