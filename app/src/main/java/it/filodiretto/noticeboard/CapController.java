// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.noticeboard;

import java.util.UUID;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** A civil protection alert for programs: {@link CapAlert}. Their index is {@code /{slug}/allerte.atom}, in module site. */
@Controller
class CapController {

    private final CapAlerts alerts;

    CapController(CapAlerts alerts) {
        this.alerts = alerts;
    }

    @GetMapping("/{slug}/avvisi/{id}/cap.xml")
    ResponseEntity<String> show(@PathVariable UUID id) {
        return ResponseEntity.ok().contentType(MediaType.parseMediaType("application/cap+xml;charset=UTF-8"))
            .body(alerts.find(id).orElseThrow(PublicNoticeController::notHere).xml());
    }
}
