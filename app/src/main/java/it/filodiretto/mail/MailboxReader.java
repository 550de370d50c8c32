// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.mail;

import it.filodiretto.messaging.Lane;
import it.filodiretto.municipality.Municipality;
import it.filodiretto.municipality.TownWork;
import jakarta.mail.Folder;
import jakarta.mail.MessagingException;
import jakarta.mail.UIDFolder;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.ParseException;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Looks into the towns' mailboxes again and again. Nothing is changed there: how far each was read is ours to know, and a
 * mail that comes twice, or by two nodes, is one.
 */
@Component
class MailboxReader implements TownWork {

    private static final Logger LOG = LoggerFactory.getLogger(MailboxReader.class);
    private static final int AT_ONCE = 100;

    private final MailboxSettings settings;
    private final MailboxTable table;
    private final MailIntake intake;
    private final TransactionTemplate transaction;

    MailboxReader(MailboxSettings settings, MailboxTable table, MailIntake intake, PlatformTransactionManager transactions) {
        this.settings = settings;
        this.table = table;
        this.intake = intake;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Override
    public Duration first() {
        return settings.every();
    }

    @Override
    public Duration pause() {
        return settings.boxes().isEmpty() ? Duration.ZERO : settings.every();
    }

    @Override
    public void workFor(Municipality town) {
        settings.of(town.slug()).ifPresent(box -> readQuietly(MailLanes.lane(town, box), box));
    }

    private void readQuietly(Lane lane, MailboxSettings.Box box) {
        try {
            read(lane, box);
        } catch (MessagingException | IOException | RuntimeException e) {
            LOG.atWarn().addKeyValue("mailbox", box.address()).addKeyValue("cause", e.getClass().getSimpleName()).log("A mailbox could not be read; it is tried again");
        }
    }

    /** What is new in it, the oldest first. @return how many messages of people there were */
    int read(Lane lane, MailboxSettings.Box box) throws MessagingException, IOException {
        var server = MailServerAddress.of(box.imap());
        try (var store = server.session().getStore(server.protocol())) {
            store.connect(server.host(), server.port(), server.user(), server.password());
            try (var folder = store.getFolder(server.folder())) {
                folder.open(Folder.READ_ONLY);
                return read(lane, box, folder, (UIDFolder) folder);
            }
        }
    }

    private int read(Lane lane, MailboxSettings.Box box, Folder folder, UIDFolder numbers) throws MessagingException, IOException {
        long validity = numbers.getUIDValidity();
        long last = transaction.execute(_ -> table.lastUid(box.address(), validity)).orElse(0L);
        int people = 0;
        var found = Arrays.stream(numbers.getMessagesByUID(last + 1, UIDFolder.LASTUID)).limit(AT_ONCE).toList();
        for (var mail : found) {
            long uid = numbers.getUID(mail);
            if (uid > last) {
                people += take(lane, (MimeMessage) mail) ? 1 : 0;
                transaction.executeWithoutResult(_ -> table.read(box.address(), validity, uid));
            }
        }
        return people;
    }

    /** One that cannot be understood does not hold up those behind it; it stays in the mailbox, for people. */
    private boolean take(Lane lane, MimeMessage mail) throws IOException, MessagingException {
        try {
            return intake.take(lane, new MimeMessage(mail)) == MailIntake.Taken.MESSAGE;
        } catch (ParseException | IllegalArgumentException e) {
            LOG.atWarn().addKeyValue("mailbox", lane.account()).addKeyValue("cause", e.getClass().getSimpleName()).log("A mail could not be understood and stays in the mailbox");
            return false;
        }
    }
}
