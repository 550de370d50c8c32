// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.access;

import it.filodiretto.municipality.Municipalities;
import it.filodiretto.municipality.MunicipalityId;
import it.filodiretto.operator.CurrentOperator;
import it.filodiretto.operator.Login;
import it.filodiretto.operator.LoginOutcome;
import it.filodiretto.operator.OperatorPrincipal;
import it.filodiretto.page.Italian;
import it.filodiretto.page.Words;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The door of the console: {@code jte/access/login.jte}. */
@Controller
class LoginController {

    private static final Set<String> THIS_MACHINE = Set.of("127.0.0.1", "localhost", "[::1]", "::1");

    private final Login login;
    private final Sessions sessions;
    private final Municipalities municipalities;
    private final Words words;
    private final boolean demonstration;

    LoginController(Login login, Sessions sessions, Municipalities municipalities, Words words, Environment environment) {
        this.login = login;
        this.sessions = sessions;
        this.municipalities = municipalities;
        this.words = words;
        this.demonstration = environment.acceptsProfiles(Profiles.of("demo"));
    }

    @GetMapping("/console")
    String own() {
        return CurrentOperator.principal().map(it -> "redirect:" + console(it)).orElse("redirect:/console/login");
    }

    @GetMapping("/console/login")
    String form(@RequestParam(required = false) @Nullable String uscita, Model model, HttpServletRequest request) {
        return CurrentOperator.principal().map(it -> "redirect:" + console(it)).orElseGet(() -> {
            model.addAttribute("email", "");
            model.addAttribute("hint", demonstration && isThisMachine(request) ? words.get("operator.login.demo", someAccount()) : "");
            model.addAttribute("said", uscita == null ? "" : words.get("operator.login.out"));
            return "access/login";
        });
    }

    @PostMapping("/console/login")
    String enter(@RequestParam(defaultValue = "") String email, @RequestParam(defaultValue = "") String password, Model model,
                 HttpServletRequest request, HttpServletResponse response) {
        return switch (login.attempt(email, password, request.getRemoteAddr(), isThisMachine(request))) {
            case LoginOutcome.Welcome(var who) -> "redirect:" + sessions.open(who, request, response).orElse(console(who));
            case LoginOutcome.WrongPair() -> again(model, response, HttpStatus.UNPROCESSABLE_CONTENT, email, words.get("operator.login.wrong"));
            case LoginOutcome.TooManyAttempts(var wait) -> {
                response.setHeader("Retry-After", String.valueOf(wait.toSeconds()));
                yield again(model, response, HttpStatus.TOO_MANY_REQUESTS, email, words.get("operator.login.wait", Italian.duration(wait)));
            }
        };
    }

    private static String again(Model model, HttpServletResponse response, HttpStatus status, String email, String sentence) {
        response.setStatus(status.value());
        model.addAttribute("email", email);
        model.addAttribute("wrong", sentence);
        return "access/login";
    }

    private String someAccount() {
        return "admin@" + municipalities.all().iterator().next().slug() + ".example";
    }

    private String console(OperatorPrincipal who) {
        return "/console/" + municipalities.byId(new MunicipalityId(who.town())).slug();
    }

    private static boolean isThisMachine(HttpServletRequest request) {
        try {
            return InetAddress.getByName(request.getRemoteAddr()).isLoopbackAddress() && THIS_MACHINE.contains(request.getServerName());
        } catch (UnknownHostException _) {
            return false;
        }
    }
}
