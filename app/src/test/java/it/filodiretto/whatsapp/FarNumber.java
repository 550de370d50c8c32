// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.whatsapp;

import static org.awaitility.Awaitility.await;

import it.filodiretto.Town;
import it.filodiretto.intake.IdentityLinks;
import it.filodiretto.media.Media;
import it.filodiretto.meta.Graph;
import it.filodiretto.meta.MetaAccount;
import it.filodiretto.meta.MetaSettings;
import it.filodiretto.meta.NumberSteps;
import it.filodiretto.meta.NumberTable;
import it.filodiretto.meta.ServiceCounts;
import it.filodiretto.meta.WhatsAppSecrets;
import it.filodiretto.meta.WhatsAppSettings;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.sending.ScriptedChannel;
import it.filodiretto.shared.PhoneNumber;
import it.filodiretto.simulator.Chat;
import it.filodiretto.simulator.Simulator;
import it.filodiretto.simulator.SimulatorSettings;
import it.filodiretto.webhook.WebhookController;
import it.filodiretto.whatsappnumber.Diagnoses;
import it.filodiretto.whatsappnumber.NumberSetUp;
import it.filodiretto.whatsapptemplate.MetaTemplates;
import it.filodiretto.whatsapptemplate.StandardTemplate;
import it.filodiretto.whatsapptemplate.TemplateAlarms;
import it.filodiretto.whatsapptemplate.TemplateFit;
import it.filodiretto.whatsapptemplate.TemplateSetUp;
import it.filodiretto.whatsapptemplate.TemplateStatus;
import it.filodiretto.whatsapptemplate.TemplateTable;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.context.annotation.Scope;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * A town's number at the simulator, set up there as an administrator does it: what the engine sends goes out by the real
 * channel, and what telephones write comes in by the real webhook. For tests that import {@link ScriptedChannel}.
 */
@Component
@Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
@NullMarked
public class FarNumber implements AutoCloseable {

    private final Records records;
    private final Media media;
    private final Municipalities municipalities;
    private final TemplateAlarms alarms;
    private final Clock clock;
    private final PlatformTransactionManager transactions;
    private final ObjectProvider<ScriptedChannel> channel;
    private @Nullable Simulator simulator;
    private @Nullable Graph graph;
    private @Nullable Town town;

    FarNumber(Records records, Media media, Municipalities municipalities, TemplateAlarms alarms, Clock clock, PlatformTransactionManager transactions,
            ObjectProvider<ScriptedChannel> channel) {
        this.records = records;
        this.media = media;
        this.municipalities = municipalities;
        this.alarms = alarms;
        this.clock = clock;
        this.transactions = transactions;
        this.channel = channel;
    }

    /** What the real channel remembers, from the context. */
    @Component
    public record Records(TemplateTable templates, NumberTable numbers, UploadTable uploads, NumberRates rates, IdentityLinks links, ServiceCounts counts, TemplateFit fit) {}

    /** @param port of the application, for webhooks */
    public FarNumber open(Town of, int port) throws Exception {
        town = of;
        simulator = Simulator.start(SimulatorSettings.forTests().webhook(URI.create("http://127.0.0.1:" + port + WebhookController.PATH)));
        var account = of.municipality().requireWhatsapp();
        simulator.addAccount(account.phoneNumberId(), account.businessAccountId(), account.displayNumber(), account.contactName());
        var meta = new MetaSettings(simulator.url(), "v26.0", "app-secret", "", "token", "");
        graph = new Graph(meta, new WhatsAppSettings(Duration.ofDays(8), Duration.ofSeconds(10), 4, Duration.ofSeconds(5)));
        var secrets = new WhatsAppSecrets(meta, municipalities);
        var files = new UploadedMedia(media, records.uploads, graph, secrets, municipalities, clock, transactions);
        var real = new WhatsAppChannel(graph, secrets, municipalities, records.rates, records.links, records.counts, files, records.fit);
        channel.getObject().script(of.lane(), 0, message -> real.send(of.lane(), message));
        var at = new MetaAccount(graph, secrets);
        var steps = new NumberSteps(records.numbers);
        var templates = new TemplateSetUp(new MetaTemplates(at), records.templates, steps, alarms);
        var setUp = new NumberSetUp(at, records.numbers, steps, templates, secrets, new Diagnoses(at, "http://127.0.0.1:" + port));
        setUp.run(of.municipality());
        await("Meta's approval of each template").until(() -> {
            templates.read(of.municipality());
            return records.templates.of(account.businessAccountId()).values().stream().filter(TemplateStatus::isUsable).count() == StandardTemplate.values().length;
        });
        return this;
    }

    public Simulator simulator() {
        return Objects.requireNonNull(simulator);
    }

    /** A person's talk with the town on her telephone. */
    public Chat chat(PhoneNumber phone) {
        return simulator().phone(phone.e164()).chat(Objects.requireNonNull(town).municipality().requireWhatsapp().phoneNumberId());
    }

    @Override
    public void close() throws Exception {
        if (town != null) {
            channel.getObject().forget(town.lane());
        }
        if (simulator != null) {
            simulator.close();
        }
        if (graph != null) {
            graph.close();
        }
    }
}
