// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto;

import it.filodiretto.channel.Lanes;
import it.filodiretto.citizen.CitizenId;
import it.filodiretto.citizen.Citizens;
import it.filodiretto.citizen.WhatsAppIdentity;
import it.filodiretto.inbound.Inbound;
import it.filodiretto.inbound.InboundMessage;
import it.filodiretto.messaging.ChannelKind;
import it.filodiretto.messaging.InboundContent;
import it.filodiretto.messaging.Lane;
import it.filodiretto.messaging.LaneId;
import it.filodiretto.messaging.MessageContent;
import it.filodiretto.municipality.AutomaticKind;
import it.filodiretto.municipality.ChannelMode;
import it.filodiretto.municipality.CurrentMunicipality;
import it.filodiretto.municipality.HelpContact;
import it.filodiretto.municipality.Municipality;
import it.filodiretto.municipality.MunicipalityId;
import it.filodiretto.municipality.NoticePolicy;
import it.filodiretto.municipality.Office;
import it.filodiretto.municipality.TownRegistration;
import it.filodiretto.municipality.WebChat;
import it.filodiretto.shared.Ids;
import it.filodiretto.shared.PhoneNumber;
import it.filodiretto.subscription.SubscriberImport;
import it.filodiretto.subscription.Subscriptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.context.annotation.Scope;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * A municipality of its own for each test, with its own slug and WhatsApp number: nothing to clean. Two-way and of the words
 * of Santa Fiora, unless {@link #like} or {@link #mode} says otherwise. Its lane has no token here, so what it would send
 * stays in the queue, to be looked at by {@link #sentTo}.
 */
@Component
@Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
@NullMarked
public class Town {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final TownRegistration registration;
    private final MovableClock clock;
    private final Citizens citizens;
    private final Inbound inbound;
    private final Lanes lanes;
    private final Subscriptions subscriptions;
    private final JdbcClient db;
    private final TransactionTemplate transaction;
    private @Nullable Municipality municipality;

    Town(TownRegistration registration, MovableClock clock, Citizens citizens, Inbound inbound, Lanes lanes,
            Subscriptions subscriptions, JdbcClient db, PlatformTransactionManager transactions) {
        this.registration = registration;
        this.clock = clock;
        this.citizens = citizens;
        this.inbound = inbound;
        this.lanes = lanes;
        this.subscriptions = subscriptions;
        this.db = db;
        this.transaction = new TransactionTemplate(transactions);
        clock.turnBack();
    }

    /** Makes it a copy of this shipped town. Before anything else. */
    public Town like(String slug) {
        if (municipality != null) {
            throw new IllegalStateException("The town is there already: say like(…) first");
        }
        declareLane(registration.newTownLike(slug));
        return this;
    }

    /** The town's file is edited: another mode, and what may leave by itself. */
    public Town mode(ChannelMode mode, AutomaticKind... automatic) {
        declareLane(registration.changeMode(municipality(), mode, automatic));
        return this;
    }

    /** The town's file is edited: films of so many megabytes at most. */
    public Town largestVideo(int megabytes) {
        municipality = registration.changeLargestVideo(municipality(), megabytes);
        return this;
    }

    /** The town's file is edited: its number belongs to the other town's business account. */
    public Town sharesAccountWith(Town other) {
        municipality = registration.changeAccount(municipality(), other.municipality().requireWhatsapp().businessAccountId());
        return this;
    }

    /** The town's file is edited: second signatures, quiet hours, budget. */
    public Town notices(NoticePolicy notices) {
        municipality = registration.changeNotices(municipality(), notices);
        return this;
    }

    /** The town's file is edited: what people read in the chat of who answers. */
    public Town signature(WebChat.Signature signature) {
        municipality = registration.changeSignature(municipality(), signature);
        return this;
    }

    /** The town's file is edited: one office more, with the first one's hours. */
    public Town office(String code, String name) {
        var first = municipality().offices().getFirst();
        municipality = registration.addOffice(municipality(), new Office(code, name, null, first.timetable(), first.marks(), null));
        return this;
    }

    /** The town's file is edited: one office more, with these hours. */
    public Town office(String code, String name, String timetable) {
        municipality = registration.addOffice(municipality(), new Office(code, name, null, timetable, municipality().offices().getFirst().marks(), null));
        return this;
    }

    /** The town's file is edited: who helps. */
    public Town help(HelpContact help) {
        municipality = registration.changeHelp(municipality(), help);
        return this;
    }

    public Municipality municipality() {
        if (municipality == null) {
            like("santa-fiora");
        }
        return Objects.requireNonNull(municipality);
    }

    public MunicipalityId id() {
        return municipality().id();
    }

    public String slug() {
        return municipality().slug();
    }

    public <T> T inTown(Supplier<T> work) {
        return CurrentMunicipality.inTown(id(), work);
    }

    public void inTown(Runnable work) {
        CurrentMunicipality.inTown(id(), work);
    }

    /** In the town and in a transaction, which tables and {@code Outbox} want. */
    public <T> T inTransaction(Supplier<T> work) {
        return inTown(() -> transaction.execute(_ -> work.get()));
    }

    public Lane lane() {
        return inTown(() -> lanes.ofCurrentTown(ChannelKind.WHATSAPP).orElseThrow());
    }

    /** A mobile number nobody else of this test run has. */
    public PhoneNumber newPhone() {
        return new PhoneNumber("+39347%07d".formatted(NUMBERS.incrementAndGet()));
    }

    public CitizenId citizen(PhoneNumber phone) {
        return inTown(() -> citizens.recognise(WhatsAppIdentity.of(phone)));
    }

    /** Writes now, through the real receivers. */
    public CitizenId citizenWrites(PhoneNumber phone, String text) {
        return citizenWrites(phone, text, now());
    }

    /** Written then, arriving now. */
    public CitizenId citizenWrites(PhoneNumber phone, String text, Instant writtenAt) {
        return arrives(phone, new InboundContent.Text(text), writtenAt, "wamid." + Ids.next());
    }

    /** Taps the button; {@code id} is the one the message carried. */
    public CitizenId citizenTaps(PhoneNumber phone, MessageContent.Button button) {
        return arrives(phone, new InboundContent.Tap(button.id(), button.title()), now(), "wamid." + Ids.next());
    }

    /** Whatever arrives, with the provider's id: the same id twice is a repeat. */
    public CitizenId arrives(PhoneNumber phone, InboundContent content, Instant writtenAt, String externalId) {
        return inTransaction(() -> {
            var citizen = citizens.recognise(WhatsAppIdentity.of(phone));
            var lane = lanes.ofCurrentTown(ChannelKind.WHATSAPP).orElseThrow();
            inbound.receive(new InboundMessage(Ids.next(), lane, citizen, externalId, content, writtenAt, now(), null));
            return citizen;
        });
    }

    /** So many people subscribe, to all topics; nothing is sent to them. Their numbers. */
    public List<PhoneNumber> subscribe(int people) {
        var phones = Stream.generate(this::newPhone).limit(people).toList();
        for (int from = 0; from < people; from += SubscriberImport.LONGEST_LIST) {
            var list = phones.subList(from, Math.min(people, from + SubscriberImport.LONGEST_LIST));
            inTown(() -> subscriptions.importAll(list.stream().map(it -> new Subscriptions.ImportLine(it.e164(), null, "prova")).toList()));
        }
        return phones;
    }

    /** What the town said to this person alone, oldest first; notices to many are not among it. */
    public List<MessageContent> sentTo(PhoneNumber phone) {
        return inTransaction(() -> db.sql("select content from outgoing_message where citizen_id = ? and bulk_id is null order by created_at, id")
            .param(citizens.find(phone).orElseThrow().value())
            .query((row, _) -> MAPPER.readValue(row.getString(1), MessageContent.class)).list());
    }

    /** The words of {@link #sentTo}. */
    public List<String> wordsSentTo(PhoneNumber phone) {
        return sentTo(phone).stream().map(MessageContent::words).toList();
    }

    public Instant now() {
        return clock.instant();
    }

    public void timePasses(Duration duration) {
        clock.turnForward(duration);
    }

    private void declareLane(Municipality town) {
        municipality = town;
        var account = town.whatsapp();
        if (account != null) {
            var number = account.phoneNumberId();
            lanes.declare(new Lane(LaneId.of(ChannelKind.WHATSAPP, number), town.id(), ChannelKind.WHATSAPP, number),
                account.mode() == ChannelMode.PEOPLE_ONLY ? account.automatic() : null);
        }
    }
}
