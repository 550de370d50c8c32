// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.audience;

import it.filodiretto.municipality.CurrentMunicipality;
import it.filodiretto.municipality.Municipality;
import it.filodiretto.municipality.MunicipalityId;
import it.filodiretto.municipality.TownWork;
import it.filodiretto.outbox.Bulks;
import it.filodiretto.subscription.Policies;
import it.filodiretto.subscription.SubscriptionTable;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Hands over to the sending engine, page by page, those who are told of a new privacy notice. A page and the place of the next
 * are one transaction under the call's row lock: whichever node comes next goes on there. It begins as soon as the click is
 * committed; the rounds go on with what a stopped program has left.
 */
@Component
class PolicyCallFilling implements TownWork {

    private static final Logger LOG = LoggerFactory.getLogger(PolicyCallFilling.class);
    private static final int PAGE = 10_000;

    private final PolicyCallTable calls;
    private final Policies policies;
    private final SubscriptionTable subscriptions;
    private final Bulks bulks;
    private final TransactionTemplate transaction;

    PolicyCallFilling(PolicyCallTable calls, Policies policies, SubscriptionTable subscriptions, Bulks bulks, PlatformTransactionManager transactions) {
        this.calls = calls;
        this.policies = policies;
        this.subscriptions = subscriptions;
        this.bulks = bulks;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Override
    public Duration first() {
        return Duration.ofSeconds(20);
    }

    @Override
    public Duration pause() {
        return Duration.ofMinutes(1);
    }

    @Override
    public void workFor(Municipality town) {
        fill();
    }

    void afterCommit() {
        var town = CurrentMunicipality.require();
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                Thread.ofVirtual().name("policy-call").start(() -> fillQuietly(town));
            }
        });
    }

    private void fillQuietly(MunicipalityId town) {
        try {
            CurrentMunicipality.inTown(town, this::fill);
        } catch (RuntimeException e) {
            LOG.atWarn().setCause(e).log("Who is to be told of the privacy notice could not be handed over; it goes on by itself");
        }
    }

    private void fill() {
        while (nextPage(PAGE)) {
            // each page is a transaction of its own
        }
    }

    /** @return whether another may follow at once; false also if another node is at it */
    boolean nextPage(int limit) {
        return Boolean.TRUE.equals(transaction.execute(_ -> calls.lockUnfilled().map(it -> hand(it, limit)).orElse(false)));
    }

    private boolean hand(PolicyCallTable.Unfilled call, int limit) {
        var version = policies.version(call.policyNumber()).orElseThrow();
        var page = subscriptions.activeBefore(version.publishedAt(), call.cursor(), limit);
        int added = page.isEmpty() ? 0 : bulks.add(call.bulk(), page);
        if (page.size() == limit) {
            calls.pageDone(call.bulk(), page.getLast(), added);
            return true;
        }
        bulks.filled(call.bulk(), call.handedOver() + added);
        calls.filled(call.bulk());
        return false;
    }
}
