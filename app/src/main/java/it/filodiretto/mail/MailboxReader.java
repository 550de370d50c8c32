// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.mail;

import it.filodiretto.messaging.Lane;
import it.filodiretto.municipality.Municipality;
import it.filodiretto.municipality.TownWork;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Folder;
import jakarta.mail.MessagingException;
import jakarta.mail.UIDFolder;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Looks into the towns' mailboxes again and again, and listens where that can be done. Nothing is changed there: how far each was read is ours to know, and a
 * mail that comes twice, or by two nodes, is one.
 */
@Component
class MailboxReader implements TownWork {

    private static final Logger LOG = LoggerFactory.getLogger(MailboxReader.class);
    private static final int AT_ONCE = 100;

    private final MailboxSettings settings;
    private final MailboxTable table;
    private final MailIntake intake;
    private final MailboxAlarm alarm;
    private final MailboxListeners listeners;
    private final TransactionTemplate transaction;
    private final StuckMails stuck = new StuckMails();

    MailboxReader(MailboxSettings settings, MailboxTable table, MailIntake intake, MailboxAlarm alarm, MailboxListeners listeners,
            PlatformTransactionManager transactions) {
        this.settings = settings;
        this.table = table;
        this.intake = intake;
        this.alarm = alarm;
        this.listeners = listeners;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Override
    public Duration pause() {
        return settings.boxes().isEmpty() ? Duration.ZERO : settings.every();
    }

    @Override
    public void workFor(Municipality town) {
        settings.of(town.slug()).ifPresent(box -> {
            var lane = MailLanes.lane(town, box);
            if (readQuietly(lane, box)) {
                listeners.listen(lane, box, folder -> read(lane, box, folder));
            }
        });
    }

    /** What keeps it from being read is logged, and told if the mail server says it and it lasts; the next round tries again. @return whether it was read */
    boolean readQuietly(Lane lane, MailboxSettings.Box box) {
        try {
            return readOrTell(lane, box);
        } catch (RuntimeException e) {                  // our database, or a fault of ours: no mail server has said anything
            notRead(box, e);
            return false;
        }
    }

    private boolean readOrTell(Lane lane, MailboxSettings.Box box) {
        if (!MailServerAddress.isOne(box.imap())) {
            alarm.isNotRead(box, MailboxAlarm.Why.NO_ADDRESS);
            return false;
        }
        try {
            read(lane, box);
        } catch (MessagingException e) {
            notRead(box, e);
            alarm.isNotRead(box, e instanceof AuthenticationFailedException ? MailboxAlarm.Why.REFUSED : MailboxAlarm.Why.SILENT);
            return false;
        }
        alarm.isRead(box);
        return true;
    }

    private static void notRead(MailboxSettings.Box box, Exception cause) {
        LOG.atWarn().addKeyValue("mailbox", box.address()).addKeyValue("cause", cause.getClass().getSimpleName()).log("A mailbox could not be read; it is tried again");
    }

    /** What is new in it, the oldest first. @return how many messages of people there were */
    int read(Lane lane, MailboxSettings.Box box) throws MessagingException {
        var server = MailServerAddress.of(box.imap());
        try (var store = server.session().getStore(server.protocol())) {
            store.connect(server.host(), server.port(), server.user(), server.password());
            try (var folder = store.getFolder(server.folder())) {
                folder.open(Folder.READ_ONLY);
                return read(lane, box, (UIDFolder) folder);
            }
        }
    }

    /** A mail, and where it lies. */
    private record Found(StuckMails.Place place, MimeMessage mail) {}

    int read(Lane lane, MailboxSettings.Box box, UIDFolder folder) throws MessagingException {
        int people = 0;
        var waiting = new ArrayList<Found>();
        for (var found : found(box, folder)) {
            if (stuck.isPutOff(found.place())) {
                waiting.add(found);
            } else {
                people += take(lane, found) + takeAtLast(lane, waiting);
                waiting.clear();
                read(found.place());
            }
        }
        return people + takeWaiting(lane, waiting);
    }

    /** Nothing was delivered after them: the server may be away. One tells, each round another. */
    private int takeWaiting(Lane lane, List<Found> waiting) throws MessagingException {
        int people = 0;
        var left = waiting;
        while (!left.isEmpty()) {
            var next = Collections.min(left, Comparator.comparingInt(it -> stuck.rounds(it.place())));
            int place = left.indexOf(next);
            people += take(lane, next) + takeAtLast(lane, left.subList(0, place));
            read(next.place());
            left = left.subList(place + 1, left.size());
        }
        return people;
    }

    private List<Found> found(MailboxSettings.Box box, UIDFolder folder) throws MessagingException {
        long validity = folder.getUIDValidity();
        long last = transaction.execute(_ -> table.lastUid(box.address(), validity)).orElse(0L);
        var found = new ArrayList<Found>();
        for (var mail : Arrays.stream(folder.getMessagesByUID(last + 1, UIDFolder.LASTUID)).limit(AT_ONCE + stuck.size()).toList()) {
            long uid = folder.getUID(mail);
            if (uid > last) {
                found.add(new Found(new StuckMails.Place(box.address(), validity, uid), (MimeMessage) mail));
            }
        }
        return found;
    }

    private void read(StuckMails.Place place) {
        transaction.executeWithoutResult(_ -> table.read(place.address(), place.validity(), place.uid()));
        stuck.passed(place);
    }

    /** @return 1 if a person wrote it */
    private int take(Lane lane, Found found) throws MessagingException {
        try {
            return take(lane, found.mail()) ? 1 : 0;
        } catch (MessagingException | RuntimeException | Error e) {
            if (!isOurs(e)) {
                stuck.failed(found.place());
            }
            throw e;
        }
    }

    /** Others are delivered, and these were not for some rounds: once more, and then they stay in the mailbox, for people. */
    private int takeAtLast(Lane lane, List<Found> waiting) throws MessagingException {
        int people = 0;
        for (var found : waiting) {
            try {
                people += take(lane, found);
            } catch (MessagingException | RuntimeException | Error e) {
                if (isOurs(e)) {
                    throw e;
                }
                LOG.atWarn().addKeyValue("mailbox", lane.account()).addKeyValue("uid", found.place().uid()).addKeyValue("cause", e.getClass().getSimpleName())
                    .log("A mail could not be fetched for some rounds, others could: it is passed over and stays in the mailbox");
            }
        }
        return people;
    }

    /** Our database's doing, not the mail's: that is tried again for as long as it takes. */
    private static boolean isOurs(Throwable e) {
        return e instanceof DataAccessException || e instanceof TransactionException;
    }

    /** One that cannot be understood does not hold up those behind it; it stays in the mailbox, for people. */
    private boolean take(Lane lane, MimeMessage there) throws MessagingException {
        var mail = new MimeMessage(there);              // from here on it is not the server that fails
        try {
            return intake.take(lane, mail) == MailIntake.Taken.MESSAGE;
        } catch (MessagingException | IOException | IllegalArgumentException | DataIntegrityViolationException e) {
            LOG.atWarn().addKeyValue("mailbox", lane.account()).addKeyValue("cause", e.getClass().getSimpleName()).log("A mail could not be understood and stays in the mailbox");
            return false;
        }
    }
}
