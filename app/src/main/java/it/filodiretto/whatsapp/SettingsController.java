// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.whatsapp;

import it.filodiretto.messaging.ChannelKind;
import it.filodiretto.messaging.Lanes;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.municipality.Municipality;
import it.filodiretto.operator.Audit;
import it.filodiretto.operator.CurrentOperator;
import it.filodiretto.operator.Permission;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ResponseStatusException;

/** The console's page of the WhatsApp number: {@code jte/whatsapp/}. */
@Controller
class SettingsController {

    private static final String PATH = "/console/{slug}/impostazioni/whatsapp";

    private final Municipalities municipalities;
    private final NumberSetUp setUp;
    private final NumberChecks checks;
    private final Audit audit;
    private final Lanes lanes;

    SettingsController(Municipalities municipalities, NumberSetUp setUp, NumberChecks checks, Audit audit, Lanes lanes) {
        this.municipalities = municipalities;
        this.setUp = setUp;
        this.checks = checks;
        this.audit = audit;
        this.lanes = lanes;
    }

    @GetMapping(PATH)
    String show(Model model) {
        CurrentOperator.require(Permission.ADMINISTER);
        var town = town();
        setUp.refresh(town);
        model.addAttribute("number", town.requireWhatsapp().displayNumber());
        model.addAttribute("checks", checks.of(town));
        return "whatsapp/number";
    }

    @PostMapping(PATH + "/preparazione")
    String prepare(@PathVariable String slug) {
        CurrentOperator.require(Permission.ADMINISTER);
        var town = town();
        audit.record("whatsapp.set-up", Map.of());
        setUp.run(town);
        return "redirect:/console/" + slug + "/impostazioni/whatsapp";
    }

    /** Somebody has acted on what stopped the number. */
    @PostMapping(PATH + "/ripresa")
    String tryAgain(@PathVariable String slug) {
        CurrentOperator.require(Permission.ADMINISTER);
        town();
        audit.record("whatsapp.try-again", Map.of());
        lanes.tryAgain(ChannelKind.WHATSAPP);
        return "redirect:/console/" + slug + "/impostazioni/whatsapp";
    }

    private Municipality town() {
        var town = municipalities.current();
        if (town.whatsapp() == null) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return town;
    }
}
