// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.inbox;

import it.filodiretto.contact.Persons;
import it.filodiretto.operator.CurrentOperator;
import it.filodiretto.operator.Permission;
import it.filodiretto.shared.PhoneNumber;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What is typed to be looked for. Words go on into the address of a list; a number never stands in one, and leads to its talk. */
@Controller
class SearchController {

    private static final Pattern NUMBER = Pattern.compile("[+\\d][\\d\\s./()-]{5,30}");

    private final Persons persons;
    private final InboxPages pages;

    SearchController(Persons persons, InboxPages pages) {
        this.persons = persons;
        this.pages = pages;
    }

    @PostMapping("/console/{slug}/messaggi/ricerca")
    String look(@PathVariable String slug, @RequestParam(defaultValue = "") String stato, @RequestParam(defaultValue = "") String cerca,
            Model model, HttpServletResponse response) {
        CurrentOperator.require(Permission.ANSWER);
        var number = Optional.of(cerca.strip()).filter(it -> NUMBER.matcher(it).matches()).flatMap(PhoneNumber::parse);
        if (number.isEmpty()) {
            return "redirect:/console/" + slug + "/messaggi" + Filter.of(stato, cerca).query();
        }
        if (!CurrentOperator.may(Permission.SEE_CONTACTS)) {
            return list(stato, "Per cercare un numero serve il permesso di vedere i recapiti.", HttpStatus.FORBIDDEN, model, response);
        }
        var found = persons.find(number.get());
        return found.isPresent() ? "redirect:/console/" + slug + "/messaggi/" + found.get()
            : list(stato, "Da questo numero non ha scritto nessuno.", HttpStatus.OK, model, response);
    }

    private String list(String stato, String remark, HttpStatus status, Model model, HttpServletResponse response) {
        response.setStatus(status.value());
        model.addAttribute("inbox", pages.list(Filter.of(stato, ""), Paging.FIRST, null, remark));
        return "inbox/list";
    }
}
