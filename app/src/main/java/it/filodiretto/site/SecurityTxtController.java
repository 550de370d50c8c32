// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.site;

import it.filodiretto.municipality.Municipalities;
import it.filodiretto.municipality.Municipality;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** Whom to tell of a security problem of this installation (RFC 9116). */
@Controller
class SecurityTxtController {

    /** RFC 9116 advises less than a year. */
    private static final int DAYS = 180;

    private static final int MOST_CONTACTS = 10;

    private final String contact;
    private final String publicUrl;
    private final Municipalities municipalities;
    private final Clock clock;

    SecurityTxtController(@Value("${filodiretto.security-contact}") String contact, @Value("${filodiretto.public-url}") String publicUrl,
            Municipalities municipalities, Clock clock) {
        this.contact = contact;
        this.publicUrl = publicUrl.replaceAll("/+$", "");
        this.municipalities = municipalities;
        this.clock = clock;
    }

    @GetMapping({"/.well-known/security.txt", "/security.txt"})
    ResponseEntity<String> show() {
        return ResponseEntity.ok().contentType(MediaType.parseMediaType("text/plain;charset=UTF-8")).body("""
            %s
            Expires: %s
            Preferred-Languages: it, en
            Canonical: %s/.well-known/security.txt
            """.formatted(contacts().map(it -> "Contact: " + it).collect(Collectors.joining("\n")),
                clock.instant().truncatedTo(ChronoUnit.DAYS).plus(DAYS, ChronoUnit.DAYS), publicUrl));
    }

    /** Who the setting names; else where each town's citizens find help: its mailbox, or its page of contacts. */
    private Stream<String> contacts() {
        if (!contact.isBlank()) {
            return Stream.of(contact);
        }
        var towns = municipalities.all().stream().sorted(Comparator.comparing(Municipality::slug))
            .map(it -> it.help().email() == null ? publicUrl + "/" + it.slug() + "/contatti" : "mailto:" + it.help().email()).distinct().limit(MOST_CONTACTS).toList();
        return towns.isEmpty() ? Stream.of(publicUrl + "/") : towns.stream();
    }
}
