// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import java.net.URI;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A WhatsApp Cloud API of one's own: it speaks Meta's Graph over HTTP, posts signed webhooks, and has telephones to read
 * and write on. It never reaches a real person.
 *
 * <pre>{@code
 * try (var simulator = Simulator.start(SimulatorSettings.forTests().webhook(URI.create("http://127.0.0.1:8080/webhooks/whatsapp")))) {
 *     simulator.addAccount("390575000001", "390575000100", "+39 342 7777361", "Comune di Arezzo");
 *     var rosa = simulator.phone("+393471234567");
 *     rosa.write("Iscrivimi");
 *     await().until(() -> !rosa.received().isEmpty());
 *     simulator.faults().next(FaultKind.CUT_AFTER, 5);
 * }
 * }</pre>
 *
 * <p>Everything may be called from any thread. The same over HTTP: {@code docs/simulator.md}.
 */
public final class Simulator implements AutoCloseable {

    private final Parts parts;

    private Simulator(Parts parts) {
        this.parts = parts;
    }

    /** Starts on the loopback address; ready when it returns. */
    public static Simulator start(SimulatorSettings settings) {
        var parts = new Parts(settings);
        parts.start();
        return new Simulator(parts);
    }

    /** @param accounts JSON list of {@link AccountEntry} */
    static Simulator start(SimulatorSettings settings, byte[] accounts) {
        var parts = new Parts(settings);
        parts.add(accounts);
        parts.start();
        return new Simulator(parts);
    }

    /** {@code http://127.0.0.1:<port>}: what {@code FILODIRETTO_META_GRAPH_URL} is set to. */
    public URI url() {
        return URI.create(parts.root());
    }

    public int port() {
        return url().getPort();
    }

    /**
     * Adds a municipality's number at run time.
     *
     * @param webhooks its own addresses; none = the simulator's
     */
    public Account addAccount(String phoneNumberId, String businessAccountId, String displayNumber, String name, URI... webhooks) {
        return addAccount(phoneNumberId, businessAccountId, businessAccountId, displayNumber, name, webhooks);
    }

    /** As {@link #addAccount(String, String, String, String, URI...)}, within a portfolio that may own several accounts. */
    public Account addAccount(
            String phoneNumberId, String businessAccountId, String portfolioId, String displayNumber, String name, URI... webhooks) {
        var entry = new AccountEntry(phoneNumberId, name, phoneNumberId, businessAccountId, portfolioId, displayNumber, name, List.of(), null);
        return parts.accounts.add(entry, List.of(webhooks));
    }

    /** The telephone with this number, E.164; made and switched on if nobody has asked for it before. */
    public Phone phone(String number) {
        return parts.phone(number, null);
    }

    /** Every accepted send, oldest first. */
    public List<AcceptedMessage> accepted() {
        return accepted(0);
    }

    /** The accepted sends after this sequence number; 0 = all. */
    public List<AcceptedMessage> accepted(long afterSequence) {
        return parts.ledger.after(afterSequence, Integer.MAX_VALUE);
    }

    public int acceptedCount() {
        return parts.ledger.size();
    }

    public Faults faults() {
        return parts.faults;
    }

    /** What becomes of messages to certain people. */
    public Fates fates() {
        return parts.fates;
    }

    /** The app at Meta: its mode and its token. */
    public MetaApp app() {
        return parts.app;
    }

    public Templates templates() {
        return parts.templates;
    }

    /** Templates on trial, whose messages Meta holds back. */
    public Pacing pacing() {
        return parts.pacing;
    }

    public SimulatorClock clock() {
        return parts.clock;
    }

    public Rules rules() {
        return parts.rules;
    }

    /** Changes the manners while it runs: {@code simulator.change(it -> it.limits(it.limits().portfolio(250)))}. */
    public void change(UnaryOperator<Rules> change) {
        parts.change(change);
    }

    /** Switches statuses off, keeping or dropping them, or on again, and then posts what was kept. */
    public void statuses(StatusRules.Flow flow) {
        change(it -> it.statuses(it.statuses().flow(flow)));
    }

    /** Meta's handshake with every webhook address; true if all answer rightly. */
    public boolean verify() {
        return parts.verify();
    }

    /** The handshake with another verify token, which must be refused. */
    public boolean verify(String verifyToken) {
        return parts.webhooks().stream().allMatch(it -> parts.courier.verify(it, verifyToken));
    }

    /** Posts any body to an account's webhook, signed over these very bytes, until it is taken. */
    public void post(String phoneNumberId, byte[] body) {
        parts.courier.post(parts.people.account(phoneNumberId).webhooks(), body);
    }

    /**
     * Posts a change of any field: {@code event("390575000001", "account_update", "{\"event\":\"DISABLED_UPDATE\"…}", false)}.
     *
     * @param metadata whether it names the number, as {@code smb_message_echoes} and {@code history} do
     */
    public void event(String phoneNumberId, String field, String valueJson, boolean metadata) {
        parts.inbound.event(
                parts.people.account(phoneNumberId), field, (tools.jackson.databind.node.ObjectNode) Json.PLAIN.readTree(valueJson), metadata);
    }

    /** Webhooks that the application has not yet answered with 200. */
    public int webhooksWaiting() {
        return parts.courier.waiting();
    }

    @Override
    public void close() {
        parts.close();
    }
}
