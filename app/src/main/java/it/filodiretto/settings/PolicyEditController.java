// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.settings;

import it.filodiretto.audience.PolicyCalls;
import it.filodiretto.operator.Audit;
import it.filodiretto.operator.CurrentOperator;
import it.filodiretto.operator.Permission;
import it.filodiretto.subscription.Policies;
import it.filodiretto.subscription.PolicyVersion;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The privacy notice: a change makes a new version, an old text comes back as a new version too. */
@Controller
class PolicyEditController {

    private static final int LONGEST = 40_000;

    private final Policies policies;
    private final PolicyCalls calls;
    private final Audit audit;

    PolicyEditController(Policies policies, PolicyCalls calls, Audit audit) {
        this.policies = policies;
        this.calls = calls;
        this.audit = audit;
    }

    /** @param from number of an older version whose text to begin with */
    @GetMapping("/console/{slug}/testi/informativa")
    String form(@RequestParam(name = "da", required = false) @Nullable Integer from, Model model) {
        CurrentOperator.require(Permission.WRITE_NOTICES);
        var present = policies.inForce();
        return show(from == null ? present.body() : policies.version(from).map(PolicyVersion::body).orElse(present.body()), "", model);
    }

    @PostMapping("/console/{slug}/testi/informativa")
    String publish(@RequestParam(name = "testo", defaultValue = "") String typed, @RequestParam(name = "vista", defaultValue = "0") int seen, Model model,
            HttpServletResponse response) {
        CurrentOperator.require(Permission.WRITE_NOTICES);
        var body = typed.replace("\r\n", "\n").strip();
        if (body.isEmpty() || body.length() > LONGEST) {
            return show(body, body.isEmpty() ? "municipality.piece.missing" : "settings.policy.too-long", model);
        }
        var version = policies.publish(body, seen, CurrentOperator.find().orElseThrow());
        if (version.isEmpty()) {
            response.setStatus(HttpStatus.CONFLICT.value());
            return show(body, "settings.policy.meanwhile", model);
        }
        audit.record("policy.publish", Map.of("number", String.valueOf(version.get().number())));
        return "redirect:informativa?salvato";
    }

    /** Tells those who subscribed under an earlier version. */
    @PostMapping("/console/{slug}/testi/informativa/avviso")
    String tell(@PathVariable String slug) {
        CurrentOperator.require(Permission.WRITE_NOTICES);
        if (calls.tell(CurrentOperator.find().orElseThrow())) {
            audit.record("policy.tell", Map.of("number", String.valueOf(policies.inForce().number())));
        }
        return "redirect:/console/" + slug + "/testi/informativa";
    }

    @PostMapping("/console/{slug}/testi/informativa/avviso/fermata")
    String stopTelling(@PathVariable String slug) {
        CurrentOperator.require(Permission.WRITE_NOTICES);
        calls.stop();
        audit.record("policy.stop-telling", Map.of("number", String.valueOf(policies.inForce().number())));
        return "redirect:/console/" + slug + "/testi/informativa";
    }

    private String show(String body, String flaw, Model model) {
        var present = policies.inForce();
        List<PolicyVersion> versions = IntStream.rangeClosed(1, present.number()).map(it -> present.number() + 1 - it).limit(50)
            .mapToObj(it -> policies.version(it).orElseThrow()).toList();
        model.addAttribute("body", body);
        model.addAttribute("seen", present.number());
        model.addAttribute("flaw", flaw);
        model.addAttribute("versions", versions);
        model.addAttribute("call", calls.present().orElse(null));
        return "settings/policy";
    }
}
