// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.site;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** What programs that collect pages need not look at (RFC 9309); personal links forbid it themselves, each in its answer. */
@Controller
class RobotsController {

    @GetMapping("/robots.txt")
    ResponseEntity<String> show() {
        return ResponseEntity.ok().contentType(MediaType.parseMediaType("text/plain;charset=UTF-8")).body("""
            User-agent: *
            Disallow: /api/
            Disallow: /console
            Disallow: /webhooks/
            """);
    }
}
