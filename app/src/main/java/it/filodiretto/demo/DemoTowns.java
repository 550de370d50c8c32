// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.demo;

import it.filodiretto.channel.ChannelSetUp;
import it.filodiretto.drafting.Notices;
import it.filodiretto.drafting.WriteOutcome;
import it.filodiretto.municipality.CurrentMunicipality;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.notice.PublishOutcome;
import it.filodiretto.noticeboard.PublishedNotices;
import it.filodiretto.operator.OperatorPrincipal;
import it.filodiretto.operator.Operators;
import it.filodiretto.operator.SignedIn;
import it.filodiretto.subscription.Subscriptions;
import it.filodiretto.wording.Topic;
import it.filodiretto.wording.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Fills each town of the demonstration once: lets people write, brings in subscribers, sends a notice, leaves a draft. What an
 * interrupted start has left undone the next one does.
 */
@Component
class DemoTowns {

    private static final Logger LOG = LoggerFactory.getLogger(DemoTowns.class);
    private static final int PATIENCE_SECONDS = 60;

    private final Municipalities municipalities;
    private final Topics topics;
    private final Subscriptions subscriptions;
    private final Notices notices;
    private final PublishedNotices published;
    private final Operators operators;
    private final DemoTalks talks;
    private final List<ChannelSetUp> channels;
    private final TransactionTemplate transaction;

    DemoTowns(Municipalities municipalities, Topics topics, Subscriptions subscriptions, Notices notices, PublishedNotices published, Operators operators, DemoTalks talks,
            List<ChannelSetUp> channels, PlatformTransactionManager transactions) {
        this.municipalities = municipalities;
        this.topics = topics;
        this.subscriptions = subscriptions;
        this.notices = notices;
        this.published = published;
        this.operators = operators;
        this.talks = talks;
        this.channels = channels;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * Where the profile is {@code demo}, and nowhere else. After the start, so that nobody waits for it; the simulator may come up
     * a little later than we do.
     */
    @EventListener
    void fill(ApplicationReadyEvent start) {
        if (start.getApplicationContext().getEnvironment().matchesProfiles("demo")) {
            Thread.ofVirtual().name("demo").start(this::fillAll);
        }
    }

    /** First the people of all towns, for their pages are what is looked at first; the notices wait for the simulator to approve their texts. */
    private void fillAll() {
        DemoTown.ALL.forEach(demo -> in(demo, () -> people(demo)));
        var waiting = new ArrayList<>(DemoTown.ALL);
        for (int second = 0; second < PATIENCE_SECONDS && !waiting.isEmpty(); second++) {
            boolean prepares = second % 10 == 0;
            waiting.removeIf(demo -> in(demo, () -> {
                if (prepares && !isPublished(demo)) {
                    channels.forEach(ChannelSetUp::prepare);
                }
                return notices(demo);
            }));
            try {
                TimeUnit.SECONDS.sleep(1);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        waiting.forEach(demo -> LOG.atWarn().addKeyValue("town", demo.slug())
            .log("The demonstration's notice waits for the next start: the simulator did not approve the texts in time"));
    }

    /** Where it fails, the other towns have theirs all the same. @return false where the work says that it is to be done again */
    boolean in(DemoTown demo, Supplier<Boolean> work) {
        try {
            return municipalities.find(demo.slug()).map(town -> CurrentMunicipality.inTown(town.id(), work)).orElse(true);
        } catch (RuntimeException e) {
            LOG.atWarn().setCause(e).addKeyValue("town", demo.slug()).log("A town of the demonstration could not be filled");
            return true;
        }
    }

    /** In the current municipality. Subscribers come all at once and after the talks: where they are, all is there. */
    boolean people(DemoTown demo) {
        var count = subscriptions.count();
        if (count.active() + count.left() < demo.subscribers() / 2) {
            talks.begin(demo.slug());
            subscriptions.importAll(lines(demo));
        }
        return true;
    }

    /** One in four chose topics; civil protection is among everybody's. */
    private List<Subscriptions.ImportLine> lines(DemoTown demo) {
        var codes = topics.list().stream().map(Topic::code).toList();
        return IntStream.range(0, demo.subscribers()).mapToObj(it -> new Subscriptions.ImportLine(
            "+39 370 %07d".formatted(1_000_000 * (DemoTown.ALL.indexOf(demo) + 1) + it * 37 % 999_983),
            it % 4 == 0 ? List.of(codes.getFirst(), codes.get(1 + it / 4 % (codes.size() - 1))) : null,
            "modulo cartaceo della dimostrazione")).toList();
    }

    /** In the current municipality: a notice that leaves and a draft, both or none. @return whether they are there */
    boolean notices(DemoTown demo) {
        return isPublished(demo) || Boolean.TRUE.equals(transaction.execute(status -> {
            if (as("redazione", demo, () -> notices.write(demo.sent())) instanceof WriteOutcome.Written written
                    && as("approva", demo, () -> notices.publish(written.id(), null)) instanceof PublishOutcome.Refused) {
                status.setRollbackOnly();
                return false;
            }
            as("redazione", demo, () -> notices.write(demo.draft()));
            return true;
        }));
    }

    /** As one of the demonstration's people at the console: the register names who wrote and who signed, and nothing counts as automatic. */
    private <T> T as(String role, DemoTown demo, Supplier<T> work) {
        var id = operators.find(role + "@" + demo.slug() + ".example").orElse(null);
        var person = operators.colleagues().stream().filter(it -> it.id().equals(id)).findFirst();
        if (person.isEmpty()) {
            return work.get();
        }
        var signedIn = new OperatorPrincipal(person.get().id().value(), CurrentMunicipality.require().value(), person.get().name(), person.get().roles());
        SecurityContextHolder.setContext(new SecurityContextImpl(new SignedIn(signedIn, signedIn.permissions())));
        try {
            return work.get();
        } finally {
            SecurityContextHolder.clearContext();
        }
    }

    private boolean isPublished(DemoTown demo) {
        return published.find(demo.sent().title(), "", null, 0, 50).stream().anyMatch(it -> it.title().equals(demo.sent().title()));
    }
}
