// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.site;

import it.filodiretto.page.Page;
import it.filodiretto.subscription.Policies;
import it.filodiretto.subscription.PolicyVersion;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;

/** The rules of the service and the privacy notice, each version for good: {@code jte/site/policy.jte}. */
@Controller
class PolicyController {

    private final Policies policies;

    PolicyController(Policies policies) {
        this.policies = policies;
    }

    /** A paragraph or a heading. */
    record Block(boolean heading, String text) {}

    @GetMapping("/{slug}/informativa")
    String inForce(Model model) {
        return show(policies.inForce(), model);
    }

    @GetMapping("/{slug}/informativa/{number:[0-9]{1,6}}")
    String version(@PathVariable int number, Model model) {
        return show(policies.version(number).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND)), model);
    }

    @GetMapping("/{slug}/regole")
    String rules(HttpServletRequest request) {
        return "redirect:" + Page.citizen(request, "informativa");
    }

    @GetMapping("/{slug}/regole/{number:[0-9]{1,6}}")
    String rules(@PathVariable int number, HttpServletRequest request) {
        return "redirect:" + Page.citizen(request, "informativa/" + number);
    }

    private String show(PolicyVersion version, Model model) {
        model.addAttribute("version", version);
        model.addAttribute("versions", policies.all());
        model.addAttribute("inForce", version.number() == policies.inForce().number());
        model.addAttribute("blocks", blocks(version.body()));
        return "site/policy";
    }

    private static List<Block> blocks(String body) {
        return Arrays.stream(body.strip().split("\n\\s*\n|\n(?=## )")).flatMap(PolicyController::headingApart)
            .filter(it -> !it.text().isEmpty()).toList();
    }

    private static Stream<Block> headingApart(String part) {
        if (!part.startsWith("## ")) {
            return Stream.of(new Block(false, part.strip()));
        }
        var lines = part.split("\n", 2);
        return Stream.of(new Block(true, lines[0].substring(3).strip()), new Block(false, lines.length < 2 ? "" : lines[1].strip()));
    }
}
