// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.audience;

import it.filodiretto.channel.NoticeTemplates;
import it.filodiretto.messaging.BulkId;
import it.filodiretto.messaging.ChannelKind;
import it.filodiretto.messaging.MessageContent;
import it.filodiretto.messaging.Origin;
import it.filodiretto.messaging.Priority;
import it.filodiretto.municipality.MetaCategory;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.operator.OperatorId;
import it.filodiretto.outbox.BulkOrder;
import it.filodiretto.outbox.Bulks;
import it.filodiretto.page.Words;
import it.filodiretto.shared.Ids;
import it.filodiretto.subscription.Policies;
import it.filodiretto.subscription.PolicyVersion;
import it.filodiretto.subscription.SubscriptionTable;
import it.filodiretto.wording.TownKeywords;
import java.time.Clock;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Tells subscribers that the privacy notice has changed: each once for each version, after everything else that waits, as an
 * operator's own message. Who subscribed under the new version has read of it in the welcome.
 */
@Service
@Transactional
public class PolicyCalls {

    private final PolicyCallTable table;
    private final PolicyCallFilling filling;
    private final Policies policies;
    private final SubscriptionTable subscriptions;
    private final NoticeTemplates templates;
    private final Municipalities municipalities;
    private final TownKeywords keywords;
    private final Bulks bulks;
    private final Words words;
    private final Clock clock;

    PolicyCalls(PolicyCallTable table, PolicyCallFilling filling, Policies policies, SubscriptionTable subscriptions, NoticeTemplates templates,
            Municipalities municipalities, TownKeywords keywords, Bulks bulks, Words words, Clock clock) {
        this.table = table;
        this.filling = filling;
        this.policies = policies;
        this.subscriptions = subscriptions;
        this.templates = templates;
        this.municipalities = municipalities;
        this.keywords = keywords;
        this.bulks = bulks;
        this.words = words;
        this.clock = clock;
    }

    /** What telling of the version in force would do, or has done; empty while it is the first, of which the welcome tells. */
    public Optional<PolicyCall> present() {
        var version = policies.inForce();
        return version.number() == 1 || municipalities.current().whatsapp() == null ? Optional.empty() : Optional.of(table.find(version.number())
            .flatMap(bulks::find).map(it -> PolicyCall.told(it.counts(), it.finishedAt() != null))
            .orElseGet(() -> ahead(version)));
    }

    private PolicyCall ahead(PolicyVersion version) {
        var chosen = template(version);
        return PolicyCall.ahead(subscriptions.activeBefore(version.publishedAt()), text(version).body(), chosen.approved() ? "" : chosen.words());
    }

    /** Begins at once; people are handed over behind the click. No effect if it was done for this version, if there is nobody to tell, or if the template may not be used. @return whether it has begun */
    public boolean tell(OperatorId by) {
        var version = policies.inForce();
        var template = template(version);
        long people = subscriptions.activeBefore(version.publishedAt());
        var bulk = new BulkId(Ids.next());
        if (version.number() == 1 || people == 0 || !template.approved() || !table.add(version.number(), bulk, by)) {
            return false;
        }
        bulks.open(new BulkOrder(bulk, ChannelKind.WHATSAPP, text(version), template.template(), Priority.REST, Origin.by(by), people, clock.instant()));
        filling.afterCommit();
        return true;
    }

    /** Nobody else is told of the version in force. */
    public void stop() {
        table.find(policies.inForce().number()).ifPresent(it -> {
            table.filled(it);
            bulks.cancel(it);
            bulks.closeStuck(it);
        });
    }

    private NoticeTemplates.Chosen template(PolicyVersion version) {
        return templates.forNotice(new NoticeTemplates.Notice(title(), body(), policies.link(version), MetaCategory.UTILITY, false));
    }

    private MessageContent.Text text(PolicyVersion version) {
        return new MessageContent.Text("*" + title() + "*\n" + body() + "\n\n" + policies.link(version));
    }

    private String title() {
        return words.get("subscription.policy-call.title");
    }

    private String body() {
        var leave = keywords.current().optOut();
        return words.get("subscription.policy-call.text", leave.isEmpty() ? "STOP" : leave.getFirst());
    }
}
