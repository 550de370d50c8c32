// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.whatsappnumber;

import it.filodiretto.api.ApiProblem;
import it.filodiretto.meta.NumberCheck;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.municipality.Municipality;
import it.filodiretto.operator.Audit;
import it.filodiretto.operator.CurrentOperator;
import it.filodiretto.operator.Permission;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/municipalities/{slug}/channels/whatsapp}: how the number stands, and its set-up. */
@RestController
@RequestMapping("/api/v1/municipalities/{slug}/channels")
class ChannelApiController {

    private final Municipalities municipalities;
    private final NumberSetUp setUp;
    private final NumberChecks checks;
    private final Audit audit;

    ChannelApiController(Municipalities municipalities, NumberSetUp setUp, NumberChecks checks, Audit audit) {
        this.municipalities = municipalities;
        this.setUp = setUp;
        this.checks = checks;
        this.audit = audit;
    }

    record Standing(boolean ready, List<Check> checks) {

        static Standing of(List<NumberCheck> checks) {
            return new Standing(checks.stream().noneMatch(NumberCheck::blocks), checks.stream().map(Check::of).toList());
        }
    }

    record Check(String code, String state, String words, String remedy) {

        static Check of(NumberCheck check) {
            return new Check(check.code(), check.state().word(), check.words(), check.remedy());
        }
    }

    @GetMapping("/whatsapp")
    Standing standing() {
        CurrentOperator.require(Permission.SEE_NOTICES);
        var town = town();
        setUp.refresh(town);
        return Standing.of(checks.of(town));
    }

    @PostMapping("/whatsapp:set-up")
    Standing setUp() {
        CurrentOperator.require(Permission.ADMINISTER);
        var town = town();
        audit.record("whatsapp.set-up", Map.of());
        setUp.run(town);
        return Standing.of(checks.of(town));
    }

    private Municipality town() {
        var town = municipalities.current();
        if (town.whatsapp() == null) {
            throw ApiProblem.notFound("channel");
        }
        return town;
    }
}
