// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.register;

import it.filodiretto.municipality.Municipalities;
import it.filodiretto.operator.Audit;
import it.filodiretto.operator.CurrentOperator;
import it.filodiretto.operator.Permission;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The town's whole register as a file. */
@Controller
class RegisterController {

    private final RegisterEntries register;
    private final Municipalities municipalities;
    private final Audit audit;

    RegisterController(RegisterEntries register, Municipalities municipalities, Audit audit) {
        this.register = register;
        this.municipalities = municipalities;
        this.audit = audit;
    }

    @GetMapping("/console/{slug}/registro.json")
    ResponseEntity<String> whole() {
        CurrentOperator.require(Permission.SEE_NOTICES);
        audit.record("register.export", Map.of());
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).header("Cache-Control", "no-store")
            .header("Content-Disposition", "attachment; filename=\"registro-" + municipalities.current().slug() + ".json\"").body(register.file());
    }
}
