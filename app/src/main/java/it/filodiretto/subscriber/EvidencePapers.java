// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.subscriber;

import it.filodiretto.citizen.CitizenId;
import it.filodiretto.operator.Audit;
import it.filodiretto.page.Papers;
import it.filodiretto.page.Words;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The evidence of one person's choices as a PDF of one page; each is written down. */
@Component
class EvidencePapers {

    private final SubscriberRegister register;
    private final Papers papers;
    private final Words words;
    private final Audit audit;

    EvidencePapers(SubscriberRegister register, Papers papers, Words words, Audit audit) {
        this.register = register;
        this.papers = papers;
        this.words = words;
        this.audit = audit;
    }

    /** Empty if there is no evidence of such a person here. @param whole with the number whole */
    Optional<byte[]> pdf(CitizenId citizen, boolean whole) {
        return register.paper(citizen, whole).map(it -> {
            audit.record("consent.export", Map.of("citizen", citizen.toString()));
            if (whole) {
                audit.record("contact.view", Map.of("citizen", citizen.toString()));
            }
            return papers.pdf(papers.html("subscriber/evidencePaper", Map.of("paper", it, "words", words)));
        });
    }
}
