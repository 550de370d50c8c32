// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.whatsappnumber;

import it.filodiretto.channel.Lanes;
import it.filodiretto.correspondence.Correspondence;
import it.filodiretto.messaging.ChannelKind;
import it.filodiretto.messaging.MessageId;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.municipality.Municipality;
import it.filodiretto.operator.Audit;
import it.filodiretto.operator.CurrentOperator;
import it.filodiretto.operator.Permission;
import it.filodiretto.shared.PhoneNumber;
import it.filodiretto.webhook.MetaNews;
import it.filodiretto.webhook.MetaNewsDesk;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** The console's page of the WhatsApp number: {@code jte/whatsappnumber/number.jte}. */
@Controller
class SettingsController {

    private static final String PATH = "/console/{slug}/impostazioni/whatsapp";

    private final Municipalities municipalities;
    private final NumberSetUp setUp;
    private final DoctorAlarms doctor;
    private final MetaNewsDesk news;
    private final Audit audit;
    private final Lanes lanes;
    private final TrialMessage trials;
    private final Correspondence correspondence;

    SettingsController(Municipalities municipalities, NumberSetUp setUp, DoctorAlarms doctor, MetaNewsDesk news, Audit audit, Lanes lanes, TrialMessage trials,
            Correspondence correspondence) {
        this.municipalities = municipalities;
        this.setUp = setUp;
        this.doctor = doctor;
        this.news = news;
        this.audit = audit;
        this.lanes = lanes;
        this.trials = trials;
        this.correspondence = correspondence;
    }

    @GetMapping(PATH)
    String show(@RequestParam(defaultValue = "") String prova, Model model) {
        CurrentOperator.require(Permission.ADMINISTER);
        var town = town();
        setUp.refresh(town);
        return page(town, prova, "", model);
    }

    /** @param wrong what was typed as a number and is none */
    private String page(Municipality town, String prova, String wrong, Model model) {
        model.addAttribute("number", town.requireWhatsapp().displayNumber());
        model.addAttribute("checks", doctor.look(town));
        model.addAttribute("news", news.newest());
        model.addAttribute("toBeSeen", news.open().stream().anyMatch(it -> it.cause().startsWith(MetaNews.TO_BE_SEEN)));
        model.addAttribute("trial", prova);
        model.addAttribute("fate", MessageId.ofOpaque(prova).flatMap(correspondence::fate).orElse(null));
        model.addAttribute("typed", wrong);
        model.addAttribute("trialFlaw", wrong.isEmpty() ? "" : "Questo non è un numero di telefono.");
        return "whatsappnumber/number";
    }

    @PostMapping(PATH + "/preparazione")
    String prepare(@PathVariable String slug) {
        CurrentOperator.require(Permission.ADMINISTER);
        var town = town();
        audit.record("whatsapp.set-up", Map.of());
        setUp.run(town);
        return "redirect:/console/" + slug + "/impostazioni/whatsapp";
    }

    /** A message to a telephone at hand; the page then follows it. */
    @PostMapping(PATH + "/prova")
    String trial(@PathVariable String slug, @RequestParam(defaultValue = "") String numero, Model model, HttpServletResponse response) {
        CurrentOperator.require(Permission.ADMINISTER);
        var town = town();
        var operator = CurrentOperator.find().orElseThrow(() -> new ResponseStatusException(HttpStatus.FORBIDDEN));
        var phone = PhoneNumber.parse(numero);
        if (phone.isEmpty()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return page(town, "", numero.isBlank() ? " " : numero, model);
        }
        audit.record("whatsapp.trial", Map.of());
        return "redirect:/console/" + slug + "/impostazioni/whatsapp?prova=" + trials.send(phone.get(), operator).opaque();
    }

    /** Somebody has read what Meta told. */
    @PostMapping(PATH + "/presa-visione")
    String seen(@PathVariable String slug) {
        CurrentOperator.require(Permission.ADMINISTER);
        town();
        audit.record("whatsapp.news-seen", Map.of());
        news.seen();
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
