// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.alarm;

import static java.util.Objects.requireNonNull;

import it.filodiretto.municipality.Municipality;
import it.filodiretto.municipality.TownWork;
import it.filodiretto.operator.Operators;
import it.filodiretto.page.Italian;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.mail.MailException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Mails alarms to the administrators, if there is a mail server; a mail that is not taken is tried again, less and less often. */
@Component
class AlarmMails implements TownWork {

    private static final Duration BETWEEN = Duration.ofSeconds(5);
    private static final int AT_ONCE = 20;

    private final AlarmTable table;
    private final Operators operators;
    private final @Nullable MailServer server;
    private final TransactionTemplate transaction;
    private final String publicUrl;

    AlarmMails(AlarmTable table, Operators operators, MailSettings settings,
            PlatformTransactionManager transactions, @Value("${filodiretto.public-url}") String publicUrl) {
        this.table = table;
        this.operators = operators;
        this.server = settings.isThere() ? new MailServer(settings.url(), settings.from()) : null;
        this.transaction = new TransactionTemplate(transactions);
        this.publicUrl = publicUrl.replaceFirst("/+$", "");
    }

    /** Without a mail server they wait, visibly. */
    @Override
    public Duration pause() {
        return server == null ? Duration.ZERO : BETWEEN;
    }

    @Override
    public void workFor(Municipality town) {
        send(town, requireNonNull(server));
    }

    /** Sends what is due of the current municipality. */
    void send(Municipality town, MailServer server) {
        var due = transaction.execute(_ -> table.due(AT_ONCE));
        for (var mail : due) {
            operators.email(mail.to()).ifPresentOrElse(address -> send(town, server, mail, address), () -> sent(mail));
        }
    }

    private void send(Municipality town, MailServer server, AlarmTable.Mail mail, String address) {
        try {
            server.send(address, "Allarme di Filodiretto: " + town.name(), text(town, mail));
            sent(mail);
        } catch (MailException e) {
            var pause = Duration.ofMinutes(Math.min(60, 1L << Math.min(mail.attempts(), 6)));
            transaction.executeWithoutResult(_ -> table.failed(mail.id(), "Il server di posta non l’ha presa (" + e.getClass().getSimpleName() + ").", pause));
        }
    }

    private void sent(AlarmTable.Mail mail) {
        transaction.executeWithoutResult(_ -> table.sent(mail.id()));
    }

    private String text(Municipality town, AlarmTable.Mail mail) {
        var console = publicUrl + "/console/" + town.slug() + "/";
        return mail.words() + (mail.link() == null ? "" : "\n" + console + mail.link()) + "\n\nDa " + Italian.date(mail.since(), town.zone()) + ", ore " + Italian.clock(mail.since(), town.zone())
            + ".\nTutti gli allarmi: " + console + "allarmi\n\nQuesto messaggio parte una volta per ogni allarme.\n";
    }
}
