// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.subscription;

import it.filodiretto.citizen.CitizenId;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.wording.Topic;
import it.filodiretto.wording.Topics;
import java.text.Collator;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What a subscriber of the current municipality wants to hear of, as she herself chooses it. */
@Service
@Transactional
public class Preferences {

    private final PreferenceTable table;
    private final SubscriptionTable subscriptions;
    private final Topics topics;
    private final Municipalities municipalities;

    Preferences(PreferenceTable table, SubscriptionTable subscriptions, Topics topics, Municipalities municipalities) {
        this.table = table;
        this.subscriptions = subscriptions;
        this.topics = topics;
        this.municipalities = municipalities;
    }

    /** Empty if she is not subscribed. */
    @Transactional(readOnly = true)
    public Optional<Chosen> find(CitizenId citizen) {
        return table.find(citizen);
    }

    /** The town's districts as an Italian index would have them. */
    public List<String> districts() {
        return municipalities.current().districts().stream().sorted(Collator.getInstance(Locale.ITALIAN)).toList();
    }

    /**
     * All topics of the town are as good as no choice: those to come are then included. So are all districts, or none.
     *
     * @return false if nothing is left to hear of, or she is not subscribed (any more)
     */
    public boolean choose(CitizenId citizen, Collection<String> wanted, Collection<String> where) {
        var codes = topics.list().stream().map(Topic::code).toList();
        var kept = codes.stream().filter(wanted::contains).toList();
        var places = municipalities.current().districts().stream().filter(where::contains).toList();
        subscriptions.lock(citizen);
        return !kept.isEmpty() && table.choose(citizen, kept.size() == codes.size() ? null : kept,
            places.isEmpty() || places.size() == municipalities.current().districts().size() ? null : places);
    }

    /** @param topics codes; null: all, those to come included @param districts names; null: all of the town */
    public record Chosen(@Nullable List<String> topics, @Nullable List<String> districts) {

        public boolean hears(String topic) {
            return topics == null || topics.contains(topic);
        }

        public boolean lives(String district) {
            return districts != null && districts.contains(district);
        }
    }
}
