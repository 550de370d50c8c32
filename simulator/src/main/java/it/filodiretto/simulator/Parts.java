// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import java.net.URI;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.VirtualThreadPool;
import org.jspecify.annotations.Nullable;

/** All parts of a simulator, put together. */
final class Parts {

    final SimulatorSettings settings;
    final SimulatorClock clock = new SimulatorClock();
    final Faults faults = new Faults();
    final Accounts accounts = new Accounts();
    final Phones phones = new Phones();
    final WireLog wire = new WireLog(clock);
    final Ledger ledger;
    final Courier courier;
    final Templates templates;
    final Fates fates = new Fates();
    final MetaApp app = new MetaApp();
    final Media media;
    final Inbound inbound;
    final Calls calls;
    final People people;
    final Statuses statuses;
    final Pacing pacing;
    volatile Rules rules;
    volatile boolean closed;
    private final Server server = new Server(new VirtualThreadPool());
    private final ServerConnector connector;
    private final @Nullable Snapshot snapshot;

    Parts(SimulatorSettings settings) {
        this.settings = settings;
        this.rules = settings.rules();
        media = new Media(() -> rules.media(), this::root, clock);
        ledger = new Ledger(settings.bodiesKept());
        courier = new Courier(settings, () -> rules.webhooks(), faults, wire);
        templates = new Templates(() -> rules.templates(), new TemplateEvents(accounts, courier, clock), new TemplateHistory(clock));
        inbound = new Inbound(courier, app, wire, clock);
        calls = new Calls(() -> rules.calls(), inbound, clock);
        people = new People(accounts, phones, ledger, new Rendering(templates), inbound, calls, media, fates, wire, clock);
        statuses = new Statuses(() -> rules, new StatusLife(phones, people, clock), courier, app, ledger);
        pacing = new Pacing(templates, statuses);
        people.onArrival(statuses::arriveNow);
        var file = settings.file();
        snapshot = file == null ? null : new Snapshot(file, this);
        var plain = new HttpConfiguration();
        plain.setSendServerVersion(false);
        connector = new ServerConnector(server, new HttpConnectionFactory(plain));
        connector.setHost("127.0.0.1");
        connector.setPort(settings.port());
        connector.setAcceptQueueSize(1_024);
        connector.setIdleTimeout(600_000);
        server.addConnector(connector);
        server.setHandler(handlers());
    }

    private Handler handlers() {
        var limits = new Limits(() -> rules.limits(), clock);
        var messages = new Messages(
                () -> rules.limits(), limits, new TemplateCheck(templates), phones, ledger, statuses, pacing, faults, fates,
                new MarketingCaps(() -> rules.limits(), clock), media, wire, clock);
        var numbers = new NumberEndpoints(() -> rules.limits(), courier, phones, calls, this::root, clock);
        var graph = new Graph(
                accounts, messages, numbers, new BusinessEndpoints(numbers, courier), new TemplateEndpoints(templates), new MediaEndpoints(media, faults),
                new AppEndpoints(app, courier), new DebugToken(app, accounts, clock, settings.secrets().token()));
        var control = new Control(this);
        return new Handler.Sequence(
                new GraphHandler(graph, faults, limits, wire, new Tokens(app, settings.secrets(), clock)),
                new ControlHandler(control, new EventStream(this, control), media),
                new MediaHandler(media, faults, settings.secrets().token()),
                new AssetHandler(),
                new QrHandler(),
                new SiteHandler(accounts, settings.webhooks()),
                new PageHandler(accounts));
    }

    void start() {
        var saved = snapshot;
        if (saved != null) {
            saved.start();
            people.onChange(saved::changed);
            templates.onChange(saved::changed);
        }
        try {
            courier.start();
            statuses.start();
            server.start();
        } catch (Exception failure) {
            close();
            throw new IllegalStateException("The simulator cannot start on port " + settings.port() + ": " + failure.getMessage(), failure);
        }
    }

    /** Adds the accounts of a JSON list of {@link AccountEntry}, each with its telephones pinned to its page. */
    void add(byte[] accountsJson) {
        for (var entry : Json.PLAIN.readValue(accountsJson, AccountEntry[].class)) {
            accounts.add(entry, List.of());
            entry.phones().forEach(it -> phone(it.number(), it.name()).pin(entry.phoneNumberId()));
            entry.writers().forEach(it -> phone(it, null).chat(entry.phoneNumberId()).written(clock.instant()));
        }
    }

    void change(UnaryOperator<Rules> change) {
        synchronized (this) {
            rules = change.apply(rules);
        }
        if (rules.statuses().flow() == StatusRules.Flow.ON) {
            statuses.release();
        }
    }

    /** The telephone with these digits, made if need be. */
    Phone phone(String number, @Nullable String name) {
        var digits = number.replaceAll("\\D", "");
        if (!digits.matches("[1-9][0-9]{7,14}")) {
            throw new IllegalArgumentException("Not a telephone number with its country code: 8 to 15 digits");
        }
        return people.phone(digits, name != null ? name : "Persona " + digits.substring(digits.length() - 4));
    }

    /** The telephones on an account's page: those pinned to it, then those that have talked with it; twelve at most. */
    List<Phone> shown(String phoneNumberId) {
        var pinned = phones.all().stream().filter(it -> it.pinned().contains(phoneNumberId));
        var others = phones.all().stream().filter(it -> !it.pinned().contains(phoneNumberId) && it.talksWith(phoneNumberId));
        return Stream.concat(pinned, others).limit(12).toList();
    }

    boolean verify() {
        return webhooks().stream().allMatch(it -> courier.verify(it, settings.secrets().verify()));
    }

    /** Every webhook address that is known. */
    List<URI> webhooks() {
        return Stream.concat(
                settings.webhooks().stream(),
                accounts.businesses().stream().flatMap(it -> it.accounts().stream()).flatMap(it -> it.webhooks().stream()))
                .distinct().toList();
    }

    String root() {
        return "http://127.0.0.1:" + connector.getLocalPort();
    }

    void close() {
        closed = true;
        statuses.close();
        try {
            server.stop();
            if (snapshot != null) {
                snapshot.close();
            }
            courier.close();
        } catch (Exception failure) {
            throw new IllegalStateException("The simulator did not stop", failure);
        }
    }
}
