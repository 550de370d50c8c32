// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.mail;

import it.filodiretto.alarm.Alarms;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Says on every console page that a mailbox is not read: what people write there arrives nowhere, and nobody would know. */
@Component
class MailboxAlarm {

    /** A server that is started anew, or a line that breaks, is nobody's business. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /** But for silence, none of them ends by itself. */
    enum Why {
        NO_ADDRESS("l’indirizzo del suo server non è scritto bene"), REFUSED("il server di posta non accetta la password"), SILENT("il server di posta non risponde");

        private final String words;

        Why(String words) {
            this.words = words;
        }
    }

    private final Alarms alarms;
    private final Duration patience;
    /** Since when it is not read, by the machine's own time. */
    private final Map<String, Long> failing = new ConcurrentHashMap<>();
    private final Set<String> read = ConcurrentHashMap.newKeySet();

    @Autowired
    MailboxAlarm(Alarms alarms) {
        this(alarms, PATIENCE);
    }

    MailboxAlarm(Alarms alarms, Duration patience) {
        this.alarms = alarms;
        this.patience = patience;
    }

    /** In the mailbox's municipality, as {@link #isNotRead}. */
    void isRead(MailboxSettings.Box box) {
        if (failing.containsKey(box.address()) || !read.contains(box.address())) {      // an alarm may be from before the start
            alarms.clear(cause(box));
            failing.remove(box.address());
            read.add(box.address());
        }
    }

    void isNotRead(MailboxSettings.Box box, Why why) {
        long since = failing.computeIfAbsent(box.address(), _ -> System.nanoTime());
        if (why != Why.SILENT || System.nanoTime() - since >= patience.toNanos()) {
            alarms.raise(cause(box), "La casella " + box.address() + " non si legge: " + why.words + ". Quello che le persone scrivono lì non arriva tra i messaggi.", null);
        }
    }

    private static String cause(MailboxSettings.Box box) {
        return "mail.unread." + box.address();
    }
}
