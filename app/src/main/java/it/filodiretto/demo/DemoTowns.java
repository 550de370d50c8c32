// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.demo;

import it.filodiretto.broadcast.Notices;
import it.filodiretto.broadcast.PublishOutcome;
import it.filodiretto.broadcast.WriteOutcome;
import it.filodiretto.messaging.ChannelSetUp;
import it.filodiretto.municipality.CurrentMunicipality;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.municipality.Topic;
import it.filodiretto.municipality.Topics;
import it.filodiretto.subscription.Subscriptions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Fills each town of the demonstration once: prepares its number, brings in subscribers, lets people write, sends a notice, leaves a draft. */
@Component
class DemoTowns {

    private static final Logger LOG = LoggerFactory.getLogger(DemoTowns.class);
    private static final int PATIENCE_SECONDS = 60;

    private final Municipalities municipalities;
    private final Topics topics;
    private final Subscriptions subscriptions;
    private final Notices notices;
    private final DemoTalks talks;
    private final List<ChannelSetUp> channels;

    DemoTowns(Municipalities municipalities, Topics topics, Subscriptions subscriptions, Notices notices, DemoTalks talks,
            List<ChannelSetUp> channels) {
        this.municipalities = municipalities;
        this.topics = topics;
        this.subscriptions = subscriptions;
        this.notices = notices;
        this.talks = talks;
        this.channels = channels;
    }

    /**
     * Where the profile is {@code demo}, and nowhere else. After the start, so that nobody waits for it; the simulator may come up
     * a little later than we do.
     */
    @EventListener
    void fill(ApplicationReadyEvent start) {
        if (start.getApplicationContext().getEnvironment().matchesProfiles("demo")) {
            Thread.ofVirtual().name("demo").start(() -> DemoTown.ALL.forEach(demo -> municipalities.find(demo.slug())
                .ifPresent(town -> CurrentMunicipality.inTown(town.id(), () -> fill(demo)))));
        }
    }

    /** Fills the current municipality, unless it has people already. */
    void fill(DemoTown demo) {
        if (subscriptions.count().active() > 0) {
            return;
        }
        subscriptions.importAll(people(demo));
        talks.begin(demo.slug());
        if (notices.write(demo.sent()) instanceof WriteOutcome.Written written) {
            publish(written, demo);
        }
        notices.write(demo.draft());
    }

    /** One in four chose topics; civil protection is among everybody's. */
    private List<Subscriptions.ImportLine> people(DemoTown demo) {
        var codes = topics.list().stream().map(Topic::code).toList();
        return IntStream.range(0, demo.subscribers()).mapToObj(it -> new Subscriptions.ImportLine(
            "+39 370 %07d".formatted(1_000_000 * (DemoTown.ALL.indexOf(demo) + 1) + it * 37 % 999_983),
            it % 4 == 0 ? List.of(codes.getFirst(), codes.get(1 + it / 4 % (codes.size() - 1))) : null,
            "modulo cartaceo della dimostrazione")).toList();
    }

    private void publish(WriteOutcome.Written notice, DemoTown demo) {
        for (int second = 0; second < PATIENCE_SECONDS; second++) {
            if (second % 10 == 0) {
                channels.forEach(ChannelSetUp::prepare);
            }
            if (!(notices.publish(notice.id(), null) instanceof PublishOutcome.Refused)) {
                return;
            }
            try {
                TimeUnit.SECONDS.sleep(1);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        LOG.atWarn().addKeyValue("town", demo.slug()).log("The demonstration's notice stays a draft: the simulator did not approve the texts in time");
    }
}
