// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.site;

import it.filodiretto.municipality.Municipalities;
import it.filodiretto.municipality.Office;
import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The mark of an office, for the channels that belong to it. */
@Controller
class OfficeLogoController {

    private final Municipalities municipalities;

    OfficeLogoController(Municipalities municipalities) {
        this.municipalities = municipalities;
    }

    /** A drawing that is opened by itself may load and do nothing. */
    @GetMapping("/{slug}/uffici/{code}/logo")
    ResponseEntity<byte[]> logo(@PathVariable String code) {
        return municipalities.current().office(code).map(Office::logo)
            .map(it -> ResponseEntity.ok().contentType(MediaType.parseMediaType(it.type())).cacheControl(CacheControl.maxAge(Duration.ofHours(1)).cachePublic())
                .header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox").header("X-Content-Type-Options", "nosniff").body(it.bytes()))
            .orElseGet(() -> ResponseEntity.notFound().build());
    }
}
