// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.mail;

import it.filodiretto.citizen.CitizenId;
import it.filodiretto.citizen.Citizens;
import it.filodiretto.citizen.CitizensMerged;
import it.filodiretto.citizen.CitizensParted;
import it.filodiretto.inbound.Inbound;
import it.filodiretto.inbound.InboundMessage;
import it.filodiretto.media.Handed;
import it.filodiretto.media.Media;
import it.filodiretto.media.StoredFile;
import it.filodiretto.media.StoredFileId;
import it.filodiretto.messaging.InboundContent;
import it.filodiretto.messaging.Lane;
import it.filodiretto.messaging.MediaReference;
import it.filodiretto.sending.Deliveries;
import it.filodiretto.sending.DeliveryReport;
import it.filodiretto.shared.Ids;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** Takes one mail: a person's becomes a message, what servers say about ours a report, and nothing else anything. */
@Component
class MailIntake {

    private static final Logger LOG = LoggerFactory.getLogger(MailIntake.class);
    private static final long LARGEST = 25L << 20;
    private static final int MOST_REFERENCES = 20;

    private final MailPersonTable people;
    private final Citizens citizens;
    private final Inbound inbound;
    private final Deliveries deliveries;
    private final Media media;
    private final Clock clock;
    private final TransactionTemplate transaction;

    MailIntake(MailPersonTable people, Citizens citizens, Inbound inbound, Deliveries deliveries, Media media, Clock clock,
            PlatformTransactionManager transactions) {
        this.people = people;
        this.citizens = citizens;
        this.inbound = inbound;
        this.deliveries = deliveries;
        this.media = media;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** What came of a mail. */
    enum Taken { MESSAGE, REPEAT, REPORT, LEFT }

    /** In the lane's municipality, outside of a transaction: its files are read from the server. */
    Taken take(Lane lane, MimeMessage mail) throws MessagingException, IOException {
        if (AutomaticMail.isReport(mail)) {
            Bounce.of(mail).ifPresent(it -> deliveries.record(lane,
                List.of(new DeliveryReport(it, null, DeliveryReport.Status.FAILED, clock.instant(), "bounce", "L’indirizzo non esiste o non riceve: il messaggio è tornato indietro.")), "mail"));
            return Taken.REPORT;
        }
        var read = AutomaticMail.is(mail, lane.account()) ? Optional.<ReceivedMail>empty() : MailReading.of(mail, clock.instant());
        if (read.isEmpty()) {
            LOG.atInfo().addKeyValue("mailbox", lane.account()).log("A mail that no person wrote was left where it is");
            return Taken.LEFT;
        }
        var files = new ArrayList<Waiting>();
        var isNew = Boolean.TRUE.equals(transaction.execute(_ -> store(lane, read.get(), files)));
        for (var file : files) {
            fill(file);
        }
        return isNew ? Taken.MESSAGE : Taken.REPEAT;
    }

    /** A file that is expected. */
    private record Waiting(StoredFileId id, ReceivedMail.Attached file) {}

    private boolean store(Lane lane, ReceivedMail mail, List<Waiting> files) {
        var own = people.lock(mail.from()).filter(it -> !it.guest());
        var as = own.or(() -> writtenTo(mail).map(it -> new MailPersonTable.Known(it, true)))
            .orElseGet(() -> new MailPersonTable.Known(citizens.unknown(mail.from().shown()), false));
        var citizen = as.citizen();
        var words = as.guest() ? ("[da " + mail.from().shown() + "]\n\n" + mail.shown()).strip() : mail.shown();
        if (words.isEmpty() && mail.files().isEmpty()) {
            words = "[e-mail vuota]";
        }
        boolean isNew = words.isEmpty() || receive(lane, citizen, mail, mail.key(), Ids.next(), new InboundContent.Text(words));
        if (isNew) {
            people.wrote(as, mail);
        }
        for (int i = 0; i < mail.files().size(); i++) {
            files.add(new Waiting(expected(lane, citizen, mail, i), mail.files().get(i)));
        }
        return isNew;
    }

    /**
     * Whom we wrote the mail that this one answers (RFC 5322, 3.6.4): she writes from another address, or somebody to whom she
     * forwarded it does. So it is read in her talk, and answers still go to her. Our Message-IDs have random parts that only
     * who had the mail can name.
     */
    private Optional<CitizenId> writtenTo(ReceivedMail mail) {
        var named = Stream.concat(Stream.ofNullable(mail.answers()), List.of(mail.references().split(" ")).reversed().stream());
        return named.filter(it -> !it.isEmpty()).distinct().limit(MOST_REFERENCES).flatMap(it -> deliveries.find(it).stream()).findFirst().map(Deliveries.Sent::citizen);
    }

    /** A mail that was taken before may have files that were not: the program ended between the two. */
    private StoredFileId expected(Lane lane, CitizenId citizen, ReceivedMail mail, int place) {
        var file = mail.files().get(place);
        var key = mail.key() + "#" + place;
        var id = Ids.next();
        if (receive(lane, citizen, mail, key, id, content(file))) {
            media.expect(new StoredFileId(id), file.name());
            return new StoredFileId(id);
        }
        return new StoredFileId(inbound.find(lane.id(), key).orElseThrow());
    }

    private boolean receive(Lane lane, CitizenId citizen, ReceivedMail mail, String key, UUID id, InboundContent content) {
        return inbound.receive(new InboundMessage(id, lane, citizen, key, content, mail.writtenAt(), clock.instant(), mail.answers()));
    }

    private static InboundContent content(ReceivedMail.Attached file) {
        var reference = new MediaReference(file.name() == null ? "allegato" : file.name(), file.mimeType(), null, file.name(), null);
        return file.mimeType().startsWith("image/") ? new InboundContent.Image(reference, null) : new InboundContent.Document(reference, null);
    }

    private void fill(Waiting file) {
        if (media.find(file.id()).filter(it -> it.state() == StoredFile.State.ARRIVING).isEmpty()) {
            return;
        }
        try (var bytes = file.file().part().getInputStream()) {
            media.fill(file.id(), new Handed(bytes, LARGEST, null));
        } catch (MessagingException | IOException e) {
            LOG.atWarn().addKeyValue("file", file.id()).addKeyValue("cause", e.getClass().getSimpleName()).log("An attachment could not be read");
            media.refuse(file.id(), "L’allegato non si legge.");
        }
    }

    @EventListener
    @Transactional
    public void merge(CitizensMerged merged) {
        people.merge(merged);
    }

    @EventListener
    @Transactional
    public void part(CitizensParted parted) {
        people.part(parted);
    }
}
