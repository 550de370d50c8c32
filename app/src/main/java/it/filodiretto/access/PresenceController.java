// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.access;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseStatus;

/** Asked now and then by a page that is looked at and has nothing else to ask: {@link PresenceFilter} has seen it. */
@Controller
class PresenceController {

    @GetMapping("/console/{slug}/presenza")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void here() {}
}
