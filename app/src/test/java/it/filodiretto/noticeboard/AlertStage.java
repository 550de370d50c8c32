// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.noticeboard;

import static org.assertj.core.api.Assertions.assertThat;

import it.filodiretto.Town;
import it.filodiretto.broadcast.TownTemplates;
import it.filodiretto.drafting.Notices;
import it.filodiretto.drafting.WriteOutcome;
import it.filodiretto.notice.AlertLevel;
import it.filodiretto.notice.NoticeDetails;
import it.filodiretto.notice.NoticeId;
import it.filodiretto.notice.NoticeText;
import it.filodiretto.notice.PublishOutcome;
import it.filodiretto.notice.Relation;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** A town that sends alerts of civil protection. */
@Component
@NullMarked
public class AlertStage {

    private final Notices notices;
    private final JdbcClient db;

    AlertStage(Notices notices, JdbcClient db) {
        this.notices = notices;
        this.db = db;
    }

    public void ready(Town town) {
        TownTemplates.accept(town, db);
        town.subscribe(1);
    }

    public NoticeId send(Town town, String title, AlertLevel level) {
        return send(town, title, level, NoticeDetails.NONE);
    }

    public NoticeId send(Town town, String title, AlertLevel level, NoticeDetails details) {
        var content = new NoticeText(title, "Attenzione.", "protezione-civile", level, List.of(), List.of(NoticeText.WHATSAPP), details);
        return publish(town, ((WriteOutcome.Written) town.<WriteOutcome>inTown(() -> notices.write(content))).id());
    }

    public NoticeId follow(Town town, NoticeId before, Relation relation) {
        return publish(town, town.inTown(() -> notices.follow(before, relation)).orElseThrow());
    }

    /** By somebody who names the level again of what she says is over. */
    public NoticeId follow(Town town, NoticeId before, Relation relation, AlertLevel level) {
        var id = town.inTown(() -> notices.follow(before, relation)).orElseThrow();
        var draft = town.inTown(() -> notices.find(id)).orElseThrow().content();
        town.<WriteOutcome>inTown(() -> notices.keep(id, new NoticeText(draft.title(), draft.text(), draft.topic(), level, draft.districts(), draft.channels(), draft.details())));
        return publish(town, id);
    }

    private NoticeId publish(Town town, NoticeId id) {
        assertThat(town.<PublishOutcome>inTown(() -> notices.publish(id, null))).isInstanceOf(PublishOutcome.Started.class);
        return id;
    }
}
