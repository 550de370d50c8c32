// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.outcome;

import it.filodiretto.broadcast.BroadcastStatus;
import it.filodiretto.broadcast.Broadcasts;
import it.filodiretto.broadcast.NoticeRegister;
import it.filodiretto.drafting.Notices;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.notice.NoticeId;
import it.filodiretto.page.Papers;
import it.filodiretto.page.Words;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The evidence of a notice as a PDF. */
@Component
class NoticePapers {

    private static final Clock REAL_TIME = Clock.systemUTC();

    private final Notices notices;
    private final Broadcasts broadcasts;
    private final NoticeRegister register;
    private final Municipalities municipalities;
    private final Papers papers;
    private final Words words;

    NoticePapers(Notices notices, Broadcasts broadcasts, NoticeRegister register, Municipalities municipalities, Papers papers, Words words) {
        this.notices = notices;
        this.broadcasts = broadcasts;
        this.register = register;
        this.municipalities = municipalities;
        this.papers = papers;
        this.words = words;
    }

    Optional<byte[]> pdf(NoticeId id) {
        return notices.find(id).map(notice -> {
            var town = municipalities.current();
            var now = broadcasts.find(notice.broadcast()).filter(it -> it.startedAt() != null).map(BroadcastStatus::counts).orElse(null);
            var parameters = new LinkedHashMap<String, @Nullable Object>();
            parameters.put("paper", new NoticePaper(notice, town.fullName(), register.entries(id), now, REAL_TIME.instant(), town.zone()));
            parameters.put("facts", new FactWords(words, town.zone()));
            parameters.put("words", words);
            return papers.pdf(papers.html("outcome/proof", parameters));
        });
    }
}
