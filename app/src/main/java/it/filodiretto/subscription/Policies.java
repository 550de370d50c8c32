// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.subscription;

import it.filodiretto.shared.Sha256;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

import it.filodiretto.municipality.Municipalities;
import it.filodiretto.operator.OperatorId;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The privacy notices of the current municipality. The profile's text is the first; a change makes a new version. */
@Service
@Transactional
public class Policies {

    private final PolicyTable table;
    private final Municipalities municipalities;
    private final Clock clock;
    private final String publicUrl;

    Policies(PolicyTable table, Municipalities municipalities, Clock clock, @Value("${filodiretto.public-url}") String publicUrl) {
        this.table = table;
        this.municipalities = municipalities;
        this.clock = clock;
        this.publicUrl = publicUrl.replaceAll("/+$", "");
    }

    /** The version that who subscribes now accepts. */
    public PolicyVersion inForce() {
        return table.newest().orElseGet(() -> {
            var first = municipalities.current().policyText();
            table.add(new PolicyVersion(1, first, Sha256.hex(first), clock.instant()), null);
            return table.newest().orElseThrow();
        });
    }

    public Optional<PolicyVersion> version(int number) {
        inForce();
        return table.find(number);
    }

    /** Every version, the newest first. */
    public List<PolicyVersion> all() {
        inForce();
        return table.all();
    }

    /**
     * Puts a new text in force. The same text again makes no new version.
     *
     * @param seen number of the version in force when the text was begun
     * @return empty: somebody else's text has come into force since, and this one was not kept
     */
    public Optional<PolicyVersion> publish(String body, int seen, OperatorId by) {
        var present = inForce();
        if (present.body().equals(body)) {
            return Optional.of(present);
        }
        var next = new PolicyVersion(present.number() + 1, body, Sha256.hex(body), clock.instant());
        return present.number() == seen && table.add(next, by) ? table.newest() : Optional.empty();
    }

    /** Where everybody can read this very version. */
    public String link(PolicyVersion version) {
        return publicUrl + "/" + municipalities.current().slug() + "/informativa/" + version.number();
    }
}
