// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.privacy;

import it.filodiretto.api.ApiProblem;
import it.filodiretto.citizen.CitizenId;
import it.filodiretto.citizen.Citizens;
import it.filodiretto.citizen.Person;
import it.filodiretto.citizen.PersonalRecords;
import it.filodiretto.operator.Audit;
import it.filodiretto.operator.CurrentOperator;
import it.filodiretto.operator.Permission;
import it.filodiretto.shared.PhoneNumber;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/municipalities/{slug}/people}: one person's rights. No call lists people. */
@RestController
@RequestMapping("/api/v1/municipalities/{slug}")
class DossierApiController {

    private final Dossiers dossiers;
    private final Erasures erasures;
    private final Citizens citizens;
    private final Audit audit;

    DossierApiController(Dossiers dossiers, Erasures erasures, Citizens citizens, Audit audit) {
        this.dossiers = dossiers;
        this.erasures = erasures;
        this.citizens = citizens;
        this.audit = audit;
    }

    record Asked(@Nullable String phone) {}

    /** @param contact masked */
    record Found(UUID id, String contact, Instant since) {

        static Found of(Person person) {
            return new Found(person.id().value(), person.shown(), person.since());
        }
    }

    record Phones(List<String> phones) {}

    record Erased(UUID id, Instant erasedAt, String reason, List<Map<String, String>> proof) {}

    @PostMapping("/people:find")
    Found find(@RequestBody Asked asked) {
        CurrentOperator.require(Permission.SEE_CONTACTS);
        var phone = PhoneNumber.parse(asked.phone() == null ? "" : asked.phone())
            .orElseThrow(() -> ApiProblem.invalid("#/phone", "phone is a telephone number"));
        return Found.of(citizens.find(phone).flatMap(citizens::person).orElseThrow(() -> ApiProblem.notFound("person")));
    }

    @GetMapping("/people/{id}")
    Found show(@PathVariable UUID id) {
        if (!CurrentOperator.may(Permission.ANSWER)) {
            CurrentOperator.require(Permission.MANAGE_SUBSCRIBERS);
        }
        return Found.of(person(id));
    }

    /** Whole, and each time it is written down who asked. GET, because answers to POST may be kept for repetition. */
    @GetMapping("/people/{id}/phone")
    Phones phone(@PathVariable UUID id, HttpServletResponse response) {
        CurrentOperator.require(Permission.SEE_CONTACTS);
        var person = person(id);
        audit.record("contact.view", Map.of("citizen", person.id().toString()));
        response.setHeader("Cache-Control", "no-store");
        return new Phones(person.phones().stream().map(PhoneNumber::e164).toList());
    }

    @GetMapping("/people/{id}/export")
    void export(@PathVariable UUID id, HttpServletResponse response) throws IOException {
        CurrentOperator.require(Permission.ADMINISTER);
        DossierController.send(dossiers, dossiers.of(new CitizenId(id)).orElseThrow(() -> ApiProblem.notFound("person")), audit, response);
    }

    @DeleteMapping("/people/{id}")
    Erased erase(@PathVariable UUID id, @RequestParam(defaultValue = "") String reason) {
        CurrentOperator.require(Permission.ADMINISTER);
        if (reason.isBlank()) {
            throw ApiProblem.invalid("#/reason", "Say why, as a parameter: reason");
        }
        try {
            var erased = erasures.erase(new CitizenId(id), reason.strip()).orElseThrow(() -> ApiProblem.notFound("person"));
            return new Erased(erased.id(), erased.at(), erased.reason(), erased.proof());
        } catch (PersonalRecords.NotYet _) {
            throw ApiProblem.of(409, "not-yet", "Something of this person is on its way just now: ask again in a minute");
        }
    }

    private Person person(UUID id) {
        return citizens.person(new CitizenId(id)).orElseThrow(() -> ApiProblem.notFound("person"));
    }
}
