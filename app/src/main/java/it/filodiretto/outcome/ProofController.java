// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.outcome;

import it.filodiretto.broadcast.NoticeRegister;
import it.filodiretto.drafting.Notices;
import it.filodiretto.notice.NoticeId;
import it.filodiretto.notice.NoticeRights;
import it.filodiretto.operator.Audit;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/** The evidence of a notice, from the register: {@code jte/outcome/proof.jte} as a PDF, and a file for {@code bin/verify-register}. */
@Controller
@RequestMapping("/console/{slug}/avvisi/{id}")
class ProofController {

    private final Notices notices;
    private final NoticePapers papers;
    private final NoticeRegister register;
    private final Audit audit;

    ProofController(Notices notices, NoticePapers papers, NoticeRegister register, Audit audit) {
        this.notices = notices;
        this.papers = papers;
        this.register = register;
        this.audit = audit;
    }

    @GetMapping("/prova.pdf")
    ResponseEntity<byte[]> paper(@PathVariable UUID id) {
        NoticeRights.requireToSee();
        return answer(id, MediaType.APPLICATION_PDF, "pdf", papers.pdf(new NoticeId(id)).orElseThrow(LiveController::notHere));
    }

    @GetMapping("/prova.json")
    ResponseEntity<String> file(@PathVariable UUID id) {
        NoticeRights.requireToSee();
        var notice = notices.find(new NoticeId(id)).orElseThrow(LiveController::notHere);
        return answer(id, MediaType.APPLICATION_JSON, "json", register.file(notice.id()));
    }

    private <T> ResponseEntity<T> answer(UUID notice, MediaType type, String ending, T body) {
        audit.record("notice.proof", Map.of("notice", notice.toString(), "as", ending));
        return ResponseEntity.ok().contentType(type).header("Content-Disposition", "attachment; filename=\"prova-" + notice + "." + ending + "\"")
            .header("Cache-Control", "no-store").body(body);
    }
}
