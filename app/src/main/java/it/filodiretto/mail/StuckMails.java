// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.mail;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Mails at which the reading of a mailbox stopped, for as long as this program runs: one that stops it again and again lets others go first. */
final class StuckMails {

    private static final int PATIENCE = 3;

    private final Map<Place, Integer> rounds = new ConcurrentHashMap<>();

    /** Where a mail lies: in which mailbox, by which numbering, with which number. */
    record Place(String address, long validity, long uid) {}

    void failed(Place mail) {
        rounds.merge(mail, 1, Integer::sum);
    }

    boolean isPutOff(Place mail) {
        return rounds(mail) >= PATIENCE;
    }

    int rounds(Place mail) {
        return rounds.getOrDefault(mail, 0);
    }

    int size() {
        return rounds.size();
    }

    /** All up to this one were read, or passed over. */
    void passed(Place last) {
        rounds.keySet().removeIf(it -> it.address().equals(last.address()) && (it.validity() != last.validity() || it.uid() <= last.uid()));
    }
}
