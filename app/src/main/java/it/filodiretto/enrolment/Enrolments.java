// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.enrolment;

import it.filodiretto.enrolment.Enrolment.Origin;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.operator.Audit;
import it.filodiretto.operator.CurrentOperator;
import it.filodiretto.page.Words;
import it.filodiretto.shared.Ids;
import it.filodiretto.shared.PhoneNumber;
import it.filodiretto.subscription.Subscriptions;
import it.filodiretto.wording.Topics;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Lists of people from files: read, foreseen, brought in. Nothing is sent to anybody. */
@Component
@Transactional
class Enrolments {

    static final Duration WAITS = Duration.ofDays(1);
    private static final Duration STAYS = Duration.ofDays(30);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ITALIAN);
    private static final int SHOWN = 20;

    private final EnrolmentTable table;
    private final Subscriptions subscriptions;
    private final Topics topics;
    private final Municipalities municipalities;
    private final Words words;
    private final Audit audit;
    private final Clock clock;

    Enrolments(EnrolmentTable table, Subscriptions subscriptions, Topics topics, Municipalities municipalities, Words words, Audit audit, Clock clock) {
        this.table = table;
        this.subscriptions = subscriptions;
        this.topics = topics;
        this.municipalities = municipalities;
        this.words = words;
        this.audit = audit;
        this.clock = clock;
    }

    /** Reads the file and tells what would become of each line; nobody is subscribed yet. @throws UnreadableSheet if it is no list */
    UUID foresee(byte[] file, Origin origin) throws IOException {
        var lines = LineReader.read(SheetFile.read(file), topics.list(), municipalities.current().districts());
        var standings = subscriptions.standings(lines.stream().filter(it -> it.fate().isTaken()).flatMap(it -> it.number().stream()).toList());
        var foreseen = lines.stream().map(it -> it.fate().isTaken() ? it.withFate(standing(it, standings)) : it).toList();
        var enrolment = new Enrolment(Ids.next(), origin, clock.instant(), null, foreseen);
        table.insert(enrolment, CurrentOperator.find().orElse(null));
        return enrolment.id();
    }

    private static LineFate standing(EnrolmentLine line, Map<PhoneNumber, Subscriptions.Standing> standings) {
        return switch (line.number().map(standings::get).orElse(Subscriptions.Standing.NEW)) {
            case NEW -> line.fate();
            case IN -> LineFate.KNOWN;
            case LEFT -> LineFate.LEFT;
            case ERASED -> LineFate.ERASED;
        };
    }

    /** Subscribes them; the lines say now what was done, and no number is whole any more. A second time does nothing. */
    void bringIn(UUID id) {
        table.lock(id).filter(it -> !it.isDone()).ifPresent(it -> {
            var lines = it.lines().stream().filter(line -> line.fate().isTaken()).toList();
            var outcomes = subscriptions.enrol(lines.stream()
                .map(line -> new Subscriptions.ImportLine(line.phone(), line.topics(), line.districts(), evidence(it.origin(), line))).toList());
            var done = new ArrayList<EnrolmentLine>();
            var next = outcomes.iterator();
            it.lines().forEach(line -> done.add((line.fate().isTaken() ? line.withFate(fate(line, next.next())) : line).blurred()));
            var settled = it.with(done, clock.instant());
            table.settle(settled);
            audit.record("subscribers.import", Map.of("enrolment", id.toString(), "created", String.valueOf(settled.taken()),
                "lines", String.valueOf(done.size())));
        });
    }

    private static LineFate fate(EnrolmentLine line, Subscriptions.Enrolled outcome) {
        return switch (outcome) {
            case CREATED -> line.fate();
            case KNOWN -> LineFate.KNOWN;
            case LEFT -> LineFate.LEFT;
            case ERASED -> LineFate.ERASED;
            case DUPLICATE -> LineFate.DUPLICATE;
            case BAD_NUMBER, NO_EVIDENCE -> LineFate.WRONG_NUMBER;
            case LANDLINE -> LineFate.LANDLINE;
            case PREMIUM -> LineFate.PREMIUM;
            case UNKNOWN_TOPIC -> LineFate.UNKNOWN_TOPIC;
        };
    }

    private String evidence(Origin origin, EnrolmentLine line) {
        return words.get("enrolment.evidence", origin.source(), DAY.format(origin.consentedOn()), origin.fileName(), String.valueOf(line.row()));
    }

    void giveUp(UUID id) {
        table.giveUp(id);
    }

    @Transactional(readOnly = true)
    Optional<Enrolment> find(UUID id) {
        return table.find(id);
    }

    @Transactional(readOnly = true)
    List<EnrolmentTable.Entry> latest() {
        return table.latest(SHOWN);
    }

    /** In the current municipality: lists nobody brought in after a day, reports after thirty. */
    void forget() {
        table.forget(clock.instant().minus(WAITS), clock.instant().minus(STAYS));
    }
}
