// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.alarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import it.filodiretto.Town;
import it.filodiretto.TownTest;
import it.filodiretto.Visitor;
import it.filodiretto.operator.Operators;
import it.filodiretto.operator.Role;
import it.filodiretto.shared.RefusedAtStart;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@TownTest
class AlarmTest {

    private static final String WORDS = "Il token di WhatsApp non vale più. Chi amministra il servizio deve metterne uno nuovo.";

    @LocalServerPort int port;
    @Autowired Town town;
    @Autowired Alarms alarms;
    @Autowired AlarmMails mails;
    @Autowired Operators operators;
    @Autowired JdbcClient db;
    private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private String email = "";

    @BeforeEach
    void anAdministrator() {
        server.start();
        email = "anna@" + town.slug() + ".example";
        operators.add(town.id(), email, "Anna Rossi", "una frase lunga", Set.of(Role.ADMIN));
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void oneCauseIsOneAlarmAndOneMailHoweverOftenItIsRaised() throws Exception {
        raise("token", "Prima.");
        raise("token", WORDS);
        town.inTown(() -> alarms.clear("token"));
        raise("token", WORDS);
        assertThat(town.inTown(() -> alarms.open())).extracting(Alarm::words).containsExactly(WORDS);
        send("smtp://127.0.0.1:" + server.getSmtp().getPort());
        send("smtp://127.0.0.1:" + server.getSmtp().getPort());
        assertThat(server.getReceivedMessages()).hasSize(1);
        var mail = server.getReceivedMessages()[0];
        assertThat(mail.getAllRecipients()[0]).hasToString(email);
        assertThat(mail.getSubject()).isEqualTo("Allarme di Filodiretto: Santa Fiora");
        assertThat(String.valueOf(mail.getContent())).contains(WORDS).contains("/console/" + town.slug() + "/allarmi");
        assertThat(GreenMailUtil.getHeaders(mail)).contains("UTF-8");
    }

    @Test
    void theAlarmIsOnEveryPageOfThisTownUntilItIsOver() {
        raise("token", WORDS);
        var anna = anna();
        assertThat(anna.get("/console/" + town.slug() + "/avvisi").body()).contains(WORDS).contains("/console/" + town.slug() + "/impostazioni/whatsapp");
        town.inTown(() -> alarms.clear("token"));
        assertThat(anna.get("/console/" + town.slug() + "/avvisi").body()).doesNotContain(WORDS);
        assertThat(anna.get("/console/" + town.slug() + "/allarmi").body()).contains("Nessun allarme").contains("Risolt").contains(WORDS);
    }

    @Test
    void whoMayNotOpenTheRemedyIsLedToTheListOfAlarms() {
        raise("token", WORDS);
        operators.add(town.id(), "luca@" + town.slug() + ".example", "Luca Bianchi", "una frase lunga", Set.of(Role.EDITOR));
        var luca = Visitor.of(port);
        luca.login("luca@" + town.slug() + ".example", "una frase lunga");
        var console = "/console/" + town.slug();
        for (var page : List.of("/avvisi", "/allarmi")) {
            assertThat(luca.get(console + page).body()).contains(WORDS).contains(console + "/allarmi\">Vedi").doesNotContain("/impostazioni/whatsapp");
        }
        var closed = luca.get(console + "/impostazioni/whatsapp");
        assertThat(closed.statusCode()).isEqualTo(403);
        assertThat(closed.body()).as("the way back").contains("href=\"/console\"");
    }

    @Test
    void withoutAServerOrWithADeafOneTheMailWaitsVisibly() {
        raise("token", WORDS);
        assertThat(anna().get("/console/" + town.slug() + "/allarmi").body()).contains("1 e-mail in attesa: nessun server di posta impostato.");
        server.stop();
        send("smtp://127.0.0.1:9");
        assertThat(town.inTransaction(() -> db.sql("select trouble from alarm_mail where sent_at is null").query(String.class).single()))
            .startsWith("Il server di posta non l’ha presa");
    }

    @Test
    void anAddressThatIsNoneIsRefusedInASentenceThatDoesNotTellThePassword() {
        assertThatThrownBy(() -> new MailServer("smtp://posta:se greto@posta.example", "")).isInstanceOf(RefusedAtStart.class)
            .hasMessageContaining("FILODIRETTO_SMTP_URL").hasMessageNotContaining("greto").hasNoCause();
    }

    private void raise(String cause, String words) {
        town.inTown(() -> alarms.raise(cause, words, "impostazioni/whatsapp"));
    }

    private void send(String url) {
        town.inTown(() -> mails.send(town.municipality(), new MailServer(url, "filodiretto@example.org")));
    }

    private Visitor anna() {
        var anna = Visitor.of(port);
        anna.login(email, "una frase lunga");
        return anna;
    }
}
