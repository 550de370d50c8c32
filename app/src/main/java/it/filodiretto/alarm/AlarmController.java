// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.alarm;

import it.filodiretto.operator.CurrentOperator;
import it.filodiretto.operator.Permission;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The console's page of alarms, open ones first, and how their mails stand: {@code jte/alarm/alarms.jte}. */
@Controller
class AlarmController {

    private static final int SHOWN = 100;

    private final AlarmTable table;
    private final MailSettings mail;

    AlarmController(AlarmTable table, MailSettings mail) {
        this.table = table;
        this.mail = mail;
    }

    record Row(Alarm alarm, AlarmTable.Mails mails) {

        /** In Italian. */
        String mailWords(boolean server) {
            if (mails.waiting() > 0) {
                return (mails.waiting() == 1 ? "1 e-mail in attesa" : mails.waiting() + " e-mail in attesa")
                    + (server ? mails.trouble() == null ? "" : ": " + mails.trouble() : ": nessun server di posta impostato.");
            }
            return mails.sent() == 0 ? "Nessuna e-mail: non c’è un amministratore con l’indirizzo."
                : mails.sent() == 1 ? "1 e-mail inviata" : mails.sent() + " e-mail inviate";
        }
    }

    @GetMapping("/console/{slug}/allarmi")
    @Transactional(readOnly = true)
    String list(Model model) {
        CurrentOperator.require(Permission.SEE_NOTICES);
        List<Row> rows = table.newest(SHOWN).stream().map(it -> new Row(it, table.mails(it.id()))).toList();
        model.addAttribute("open", rows.stream().filter(it -> it.alarm().clearedAt() == null).toList());
        model.addAttribute("over", rows.stream().filter(it -> it.alarm().clearedAt() != null).toList());
        model.addAttribute("server", mail.isThere());
        return "alarm/alarms";
    }
}
