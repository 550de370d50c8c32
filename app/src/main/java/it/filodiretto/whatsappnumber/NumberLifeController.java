// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.whatsappnumber;

import it.filodiretto.meta.MetaTrouble;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.municipality.Municipality;
import it.filodiretto.operator.Audit;
import it.filodiretto.operator.CurrentOperator;
import it.filodiretto.operator.Permission;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.server.ResponseStatusException;

/** The console's page of a number's life: verified, registered, named, shown, linked. {@code jte/whatsappnumber/life.jte}. */
@Controller
@RequestMapping("/console/{slug}/impostazioni/whatsapp/numero")
class NumberLifeController {

    private final Municipalities municipalities;
    private final MetaNumber meta;
    private final TownProfile usual;
    private final Audit audit;

    NumberLifeController(Municipalities municipalities, MetaNumber meta, TownProfile usual, Audit audit) {
        this.municipalities = municipalities;
        this.meta = meta;
        this.usual = usual;
        this.audit = audit;
    }

    @GetMapping
    String show(@RequestParam(defaultValue = "") String fatto, Model model) {
        return page(town(), Typed.NOTHING, Map.of(), "", Done.of(fatto), model);
    }

    @PostMapping("/codice")
    String code(@RequestParam(defaultValue = "SMS") String metodo, Model model, HttpServletResponse response) {
        return act(Done.CODE, Typed.NOTHING, Map.of(), town -> meta.requestCode(town.requireWhatsapp(), metodo.equals("VOICE") ? "VOICE" : "SMS"), model, response);
    }

    @PostMapping("/verifica")
    String verify(@RequestParam(defaultValue = "") String codice, Model model, HttpServletResponse response) {
        var digits = codice.replaceAll("\\D", "");
        return act(Done.VERIFIED, Typed.NOTHING, digits.length() == 6 ? Map.of() : Map.of("codice", "Il codice ha sei cifre."),
            town -> meta.verifyCode(town.requireWhatsapp(), digits), model, response);
    }

    @PostMapping("/registrazione")
    String register(@RequestParam(defaultValue = "") String pin, Model model, HttpServletResponse response) {
        return act(Done.REGISTERED, Typed.NOTHING, pin.matches("[0-9]{6}") ? Map.of() : Map.of("pin", "Il PIN ha sei cifre."),
            town -> meta.register(town.requireWhatsapp(), pin), model, response);
    }

    @PostMapping("/pin")
    String pin(@RequestParam(defaultValue = "") String nuovo, Model model, HttpServletResponse response) {
        return act(Done.PINNED, Typed.NOTHING, MetaNumber.isPin(nuovo) ? Map.of() : Map.of("nuovo", "Il PIN ha sei cifre, e non facili da indovinare."),
            town -> meta.changePin(town.requireWhatsapp(), nuovo), model, response);
    }

    @PostMapping("/nome")
    String name(@RequestParam(defaultValue = "") String nome, Model model, HttpServletResponse response) {
        var name = nome.strip();
        return act(Done.NAMED, Typed.of("nome", nome), name.length() >= 3 && name.length() <= 128 ? Map.of() : Map.of("nome", "Il nome ha da 3 a 128 caratteri."),
            town -> meta.askName(town.requireWhatsapp(), name), model, response);
    }

    @PostMapping("/profilo")
    String profile(@RequestParam(defaultValue = "") String info, @RequestParam(defaultValue = "") String indirizzo,
            @RequestParam(defaultValue = "") String descrizione, @RequestParam(defaultValue = "") String email,
            @RequestParam(defaultValue = "") String siti, Model model, HttpServletResponse response) {
        var profile = new NumberProfile(info.strip(), indirizzo.strip(), descrizione.strip(), email.strip(),
            Arrays.stream(siti.split("\\s+")).filter(it -> !it.isEmpty()).toList(), "");
        return act(Done.PROFILE, new Typed(Map.of("profilo", ""), profile), profile.flaws(), town -> meta.changeProfile(town.requireWhatsapp(), profile), model, response);
    }

    @PostMapping("/foto")
    String photo(@RequestParam MultipartFile foto, Model model, HttpServletResponse response) throws IOException {
        var bytes = foto.getBytes();
        var photo = ProfilePhoto.read(bytes);
        return act(Done.PHOTO, Typed.NOTHING, photo.flaw().isEmpty() ? Map.of() : Map.of("foto", photo.flaw()),
            town -> meta.changePhoto(town.requireWhatsapp(), bytes, photo.type()), model, response);
    }

    @PostMapping("/collegamenti")
    String link(@RequestParam(defaultValue = "") String testo, Model model, HttpServletResponse response) {
        return act(Done.LINK, Typed.of("collegamenti", testo), MetaNumber.isLinkText(testo) ? Map.of() : Map.of("testo", "Il testo ha da 1 a 140 caratteri."),
            town -> meta.makeLink(town.requireWhatsapp(), testo.strip()), model, response);
    }

    @PostMapping("/collegamenti/{code}/cancellazione")
    String unlink(@PathVariable String code, Model model, HttpServletResponse response) {
        return act(Done.UNLINKED, Typed.NOTHING, Map.of(), town -> meta.deleteLink(town.requireWhatsapp(), code), model, response);
    }

    /** What somebody filled in; but no code and no PIN. */
    private record Typed(Map<String, String> said, @Nullable NumberProfile profile) {

        static final Typed NOTHING = new Typed(Map.of(), null);

        static Typed of(String form, String words) {
            return new Typed(Map.of(form, words), null);
        }
    }

    private interface Work {
        void of(Municipality town);
    }

    private String act(Done done, Typed typed, Map<String, String> flaws, Work work, Model model, HttpServletResponse response) {
        var town = town();
        if (!flaws.isEmpty()) {
            return refused(typed, flaws, "", model, response);
        }
        audit.record("whatsapp." + done.word(), Map.of());
        try {
            work.of(town);
            return "redirect:/console/" + town.slug() + "/impostazioni/whatsapp/numero?fatto=" + done.word();
        } catch (MetaTrouble trouble) {
            return refused(typed, Map.of(), MetaNumber.words(trouble), model, response);
        }
    }

    private String refused(Typed typed, Map<String, String> flaws, String refusal, Model model, HttpServletResponse response) {
        response.setStatus(refusal.isEmpty() ? HttpStatus.UNPROCESSABLE_CONTENT.value() : HttpStatus.CONFLICT.value());
        return page(town(), typed, flaws, refusal, "", model);
    }

    private String page(Municipality town, Typed typed, Map<String, String> flaws, String refusal, String done, Model model) {
        NumberStanding standing = null;
        var trouble = refusal;
        try {
            standing = meta.standing(town.requireWhatsapp());
        } catch (MetaTrouble e) {
            trouble = trouble.isEmpty() ? MetaNumber.words(e) : trouble;
        }
        var shown = typed.profile() != null ? typed.profile() : usual.completed(town, standing == null ? null : standing.profile());
        model.addAttribute("view", new NumberView(town.requireWhatsapp().displayNumber(), standing, shown, typed.said(), flaws, trouble, done));
        return "whatsappnumber/life";
    }

    private Municipality town() {
        CurrentOperator.require(Permission.ADMINISTER);
        var town = municipalities.current();
        if (town.whatsapp() == null) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return town;
    }

    /** What was done, as the page says it afterwards. */
    private enum Done {
        CODE("Meta manda il codice adesso."), VERIFIED("Il numero è verificato."), REGISTERED("Il numero è registrato: può inviare e ricevere."),
        PINNED("Il PIN è cambiato. Scrivilo dove lo ritroverete."), NAMED("Nome chiesto: Meta lo esamina, di solito in un giorno."),
        PROFILE("Profilo aggiornato."), PHOTO("Foto aggiornata."), LINK("Collegamento pronto."), UNLINKED("Collegamento cancellato.");

        private final String words;

        Done(String words) {
            this.words = words;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static String of(String word) {
            return List.of(values()).stream().filter(it -> it.word().equals(word)).map(it -> it.words).findFirst().orElse("");
        }
    }
}
