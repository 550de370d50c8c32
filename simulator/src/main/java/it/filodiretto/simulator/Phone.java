// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A person's telephone with WhatsApp on it. Any number has one; it is remembered once somebody has asked for it. */
public final class Phone {

    /** What WhatsApp tells a business about a person. */
    public enum Identity {
        PHONE_AND_USER_ID,
        /** A username hides the number: webhooks carry the business-scoped user id alone. */
        USER_ID_ONLY,
        PHONE_ONLY
    }

    private final Network network;
    private final Map<String, Chat> chats = new ConcurrentHashMap<>();
    private volatile String number;
    private volatile String name;
    private volatile @Nullable String waId;
    private volatile Identity identity = Identity.PHONE_AND_USER_ID;
    private volatile boolean on = true;
    private final Set<String> pinned = ConcurrentHashMap.newKeySet();
    private final AtomicLong version = new AtomicLong();

    Phone(Network network, String number, String name) {
        this.network = network;
        this.number = number;
        this.name = name;
    }

    /** Digits, without a plus sign. */
    public String number() {
        return number;
    }

    public String name() {
        return name;
    }

    public Phone name(String profileName) {
        name = profileName;
        network.changed(this);
        return this;
    }

    /** The talk with one municipality's number. */
    public Chat chat(String phoneNumberId) {
        return chats.computeIfAbsent(phoneNumberId, id -> new Chat(network, this, network.account(id)));
    }

    /** {@link Chat#write} in the chat with the only account there is, or the one that wrote last. */
    public String write(String text) {
        return onlyChat().write(text);
    }

    /** {@link Chat#tap} likewise. */
    public String tap(String button) {
        return onlyChat().tap(button);
    }

    /** {@link Chat#reply} likewise. */
    public String reply(String messageId, String text) {
        return onlyChat().reply(messageId, text);
    }

    /** What has arrived from all municipalities, oldest first. */
    public List<PhoneMessage> received() {
        return chats.values().stream().flatMap(it -> it.received().stream())
                .sorted((a, b) -> a.at().compareTo(b.at())).toList();
    }

    public boolean on() {
        return on;
    }

    /** Off: messages are sent and wait, undelivered. On: they arrive. */
    public Phone power(boolean isOn) {
        on = isOn;
        network.powered(this);
        return this;
    }

    public Identity identity() {
        return identity;
    }

    public Phone identity(Identity shown) {
        identity = shown;
        return this;
    }

    /** The canonical id that WhatsApp answers instead of the number sent, as in Brazil; digits. */
    public Phone waId(String canonical) {
        waId = canonical;
        network.alias(canonical, this);
        return this;
    }

    public String waId() {
        var other = waId;
        return other == null ? number : other;
    }

    /** Every message fails later with this code; 131026 = not on WhatsApp, 131050 = no marketing, 0 = none does. */
    public Phone failsWith(int code) {
        network.fates().clear(number);
        if (code != 0) {
            network.fates().set(Fate.later(number, code));
        }
        network.changed(this);
        return this;
    }

    public int failsWith() {
        return network.fates().later(number);
    }

    /** The business-scoped user id that one account's portfolio sees. */
    public String userId(String phoneNumberId) {
        return UserIds.of(number, network.account(phoneNumberId).portfolioId());
    }

    /** Takes another number: each town that it has written to is told, by a system message and a user_id_update. */
    public void changeNumber(String newNumber) {
        var old = number;
        number = newNumber.replaceAll("\\D", "");
        waId = null;
        network.numberChanged(this, old);
    }

    /** The page wants to be drawn again. */
    void touched() {
        network.changed(this);
    }

    /** Shows it on an account's page even before anything was written. */
    Phone pin(String phoneNumberId) {
        pinned.add(phoneNumberId);
        return this;
    }

    boolean talksWith(String phoneNumberId) {
        var chat = chats.get(phoneNumberId);
        return chat != null && !chat.messages().isEmpty();
    }

    Set<String> pinned() {
        return pinned;
    }

    /** Grows with each change. */
    long version() {
        return version.get();
    }

    void bump() {
        version.incrementAndGet();
    }

    Collection<Chat> chats() {
        return chats.values();
    }

    private Chat onlyChat() {
        return chat(network.usualAccount(this));
    }
}
