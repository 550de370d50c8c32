// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.site;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
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

    private final String contact;
    private final String publicUrl;
    private final Clock clock;

    SecurityTxtController(@Value("${filodiretto.security-contact}") String contact, @Value("${filodiretto.public-url}") String publicUrl, Clock clock) {
        this.contact = contact;
        this.publicUrl = publicUrl.replaceAll("/+$", "");
        this.clock = clock;
    }

    @GetMapping("/.well-known/security.txt")
    ResponseEntity<String> show() {
        if (contact.isBlank()) {
            return ResponseEntity.notFound().build();
        }
        return ResponseEntity.ok().contentType(MediaType.parseMediaType("text/plain;charset=UTF-8")).body("""
            Contact: %s
            Expires: %s
            Preferred-Languages: it, en
            Canonical: %s/.well-known/security.txt
            """.formatted(contact, clock.instant().truncatedTo(ChronoUnit.DAYS).plus(DAYS, ChronoUnit.DAYS), publicUrl));
    }
}
