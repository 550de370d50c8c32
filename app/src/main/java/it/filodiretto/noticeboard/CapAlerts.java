// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.noticeboard;

import it.filodiretto.drafting.Notices;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.notice.Notice;
import it.filodiretto.notice.NoticeId;
import it.filodiretto.notice.NoticeKind;
import it.filodiretto.notice.NoticeMessage;
import it.filodiretto.notice.NoticeParts;
import it.filodiretto.page.Words;
import it.filodiretto.wording.Topic;
import it.filodiretto.wording.Topics;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The current municipality's civil protection alerts that have left, and what followed them, for programs. */
@Component
@Transactional(readOnly = true)
class CapAlerts {

    private final Notices notices;
    private final PublishedNoticeTable published;
    private final NoticeMessage messages;
    private final NoticeParts parts;
    private final Municipalities municipalities;
    private final Topics topics;
    private final Words words;

    CapAlerts(Notices notices, PublishedNoticeTable published, NoticeMessage messages, NoticeParts parts, Municipalities municipalities, Topics topics, Words words) {
        this.notices = notices;
        this.published = published;
        this.messages = messages;
        this.parts = parts;
        this.municipalities = municipalities;
        this.topics = topics;
        this.words = words;
    }

    /** Drills too, as such: their page can be read as well, by who has its address. A second attempt says nothing new. */
    Optional<CapAlert> find(UUID id) {
        return notices.find(new NoticeId(id)).flatMap(notice -> {
            var first = first(notice);
            return isAlert(notice, first) ? find(notice, first) : Optional.empty();
        });
    }

    /** Whether {@link #find} finds it. */
    boolean has(Notice notice) {
        var first = first(notice);
        return isAlert(notice, first) && published.line(first.id()).stream().anyMatch(it -> it.id().equals(notice.id().value()));
    }

    private Notice first(Notice notice) {
        return notice.following() == null ? notice : notices.find(notice.following().first()).orElseThrow();
    }

    private static boolean isAlert(Notice notice, Notice first) {
        return notice.content().level() != null || first.content().level() != null;
    }

    private Optional<CapAlert> find(Notice notice, Notice first) {
        var line = published.line(first.id());
        var kind = first.content().details().kind();
        return line.stream().filter(it -> it.id().equals(notice.id().value())).findFirst().map(departed -> new CapAlert(municipalities.current(), notice, kind,
            departed, line.subList(0, line.indexOf(departed)), event(kind), messages.title(notice.content()), description(notice),
            messages.link(notice.id())));
    }

    private String event(NoticeKind kind) {
        return kind == NoticeKind.GENERAL ? topics.find(Topic.CIVIL_PROTECTION).map(Topic::name).orElseThrow() : words.get("broadcast.kind." + kind);
    }

    private String description(Notice notice) {
        var content = notice.content();
        return Stream.concat(Stream.of(content.text()), parts.facts(content, municipalities.current().zone()).stream()
            .filter(it -> !it.words().equals(content.details().whatToDo())).map(it -> it.label() + ": " + it.words())).collect(Collectors.joining("\n"));
    }
}
