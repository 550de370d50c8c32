// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/** Persons with their telephones: what reaches them, and what they send. */
final class People implements Network, Deliveries {

    private final Accounts accounts;
    private final Phones phones;
    private final Ledger ledger;
    private final Rendering rendering;
    private final Inbound inbound;
    private final Calls calls;
    private final Media media;
    private final Fates fates;
    private final WireLog wire;
    private final Clock clock;
    private final Map<String, List<Statuses.Waiting>> waiting = new ConcurrentHashMap<>();
    private volatile Consumer<List<Statuses.Waiting>> arrival = _ -> {};
    private volatile Runnable listener = () -> {};

    People(Accounts accounts, Phones phones, Ledger ledger, Rendering rendering, Inbound inbound, Calls calls, Media media, Fates fates,
            WireLog wire, Clock clock) {
        this.accounts = accounts;
        this.phones = phones;
        this.ledger = ledger;
        this.rendering = rendering;
        this.inbound = inbound;
        this.calls = calls;
        this.media = media;
        this.fates = fates;
        this.wire = wire;
        this.clock = clock;
    }

    void onArrival(Consumer<List<Statuses.Waiting>> whatToDo) {
        arrival = whatToDo;
    }

    /** Called after any change of any telephone; must be quick. */
    void onChange(Runnable whatToDo) {
        listener = whatToDo;
    }

    /** Remembers a telephone, with what reached it before anybody looked at it. */
    Phone phone(String number, String name) {
        var known = phones.find(number);
        if (known != null) {
            return known;
        }
        var phone = phones.add(new Phone(this, number, name));
        ledger.of(number).forEach(row -> show(phone, row));
        changed(phone);
        return phone;
    }

    @Override
    public Account account(String phoneNumberId) {
        var found = accounts.number(phoneNumberId);
        if (found == null) {
            throw new IllegalArgumentException("No account with phone-number-id " + phoneNumberId);
        }
        return found;
    }

    @Override
    public String usualAccount(Phone phone) {
        var all = accounts.entries();
        if (all.size() == 1) {
            return all.getFirst().phoneNumberId();
        }
        return phone.chats().stream().filter(it -> !it.messages().isEmpty())
                .max(Comparator.comparing(it -> it.messages().getLast().at()))
                .map(it -> it.account().phoneNumberId())
                .orElseThrow(() -> new IllegalStateException("There are " + all.size() + " accounts: say which, phone.chat(phoneNumberId)"));
    }

    @Override
    public String send(Chat chat, ObjectNode message, String text) {
        return inbound.message(chat, message, text, () -> changed(chat.phone()));
    }

    @Override
    public String attach(Chat chat, Attachment file) {
        if (file.bytes().length > Attachment.LARGEST) {
            return send(chat, Attachment.tooLarge(), file.shown());
        }
        var medium = media.received(file.mimeType(), file.bytes());
        return send(chat, file.message(medium, media.rules().urlInWebhook() ? media.address(medium) : null), file.shown());
    }

    @Override
    public void marketing(Chat chat, boolean wanted) {
        var stopped = Fate.later(chat.phone().number(), 131050).category("marketing").from(chat.account().phoneNumberId());
        fates.remove(stopped);
        if (!wanted) {
            fates.set(stopped);
        }
        inbound.preference(chat, wanted);
    }

    @Override
    public Fates fates() {
        return fates;
    }

    @Override
    public String call(Chat chat) {
        return calls.ring(chat, () -> changed(chat.phone()));
    }

    @Override
    public void powered(Phone phone) {
        if (phone.on()) {
            var parked = waiting.remove(phone.number());
            if (parked != null) {
                arrival.accept(parked);
            }
        }
        changed(phone);
    }

    @Override
    public void changed(Phone phone) {
        phone.bump();
        listener.run();
    }

    @Override
    public void alias(String number, Phone phone) {
        phones.alias(number, phone);
    }

    @Override
    public void numberChanged(Phone phone, String oldNumber) {
        phones.alias(phone.number(), phone);
        phone.chats().forEach(chat -> inbound.numberChanged(chat, oldNumber));
        changed(phone);
    }

    @Override
    public boolean arrive(Ledger.Row row, Price price) {
        var phone = phones.find(row.recipient().number());
        if (phone == null) {
            return true;
        }
        if (!phone.on()) {
            waiting.computeIfAbsent(phone.number(), _ -> new CopyOnWriteArrayList<>()).add(new Statuses.Waiting(row, price));
            return false;
        }
        show(phone, row);
        changed(phone);
        return true;
    }

    @Override
    public void read(Ledger.Row row) {
        var phone = phones.find(row.recipient().number());
        if (phone != null) {
            phone.chat(row.account().phoneNumberId()).state(ledger.id(row.sequence()), "read");
            wire.toTown("letto da " + phone.name());
            changed(phone);
        }
    }

    private void show(Phone phone, Ledger.Row row) {
        var body = ledger.body(row.sequence());
        if (body == null) {
            return;
        }
        var chat = phone.chat(row.account().phoneNumberId());
        var message = Json.PLAIN.readTree(body);
        if (Json.text(message, "type", "").equals("reaction")) {
            var reaction = message.path("reaction");
            chat.reaction(Json.text(reaction, "message_id", ""), Json.text(reaction, "emoji"));
        } else {
            chat.show(rendering.bubble(ledger.id(row.sequence()), row.account(), message, clock.instant()));
        }
    }
}
