// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.demo;

import static org.assertj.core.api.Assertions.assertThat;

import it.filodiretto.Town;
import it.filodiretto.TownTest;
import it.filodiretto.channel.Lanes;
import it.filodiretto.citizen.Citizens;
import it.filodiretto.conversation.Conversations;
import it.filodiretto.drafting.Notices;
import it.filodiretto.inbound.Inbound;
import it.filodiretto.municipality.CurrentMunicipality;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.noticeboard.PublishedNotices;
import it.filodiretto.operator.Operators;
import it.filodiretto.operator.Role;
import it.filodiretto.simulator.Simulator;
import it.filodiretto.subscription.Subscriptions;
import it.filodiretto.wording.Topics;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the demonstration starts with, through the doors that everybody uses: a rule that changes breaks it here. */
@TownTest
@NullMarked
class DemoTownsTest {

    private static final List<DemoTown> TOWNS = DemoTown.ALL;

    @Autowired Town town;
    @Autowired Municipalities municipalities;
    @Autowired Topics topics;
    @Autowired Subscriptions subscriptions;
    @Autowired Notices notices;
    @Autowired PublishedNotices published;
    @Autowired Citizens citizens;
    @Autowired Inbound inbound;
    @Autowired Lanes lanes;
    @Autowired Conversations conversations;
    @Autowired Operators operators;
    @Autowired Clock clock;
    @Autowired JdbcClient db;
    @Autowired PlatformTransactionManager transactions;

    /** Its beans are there: a start without the profile, as this context's was, brings in nobody. */
    @Test
    void whereItIsNoDemonstrationNobodyIsMadeUp() {
        for (var shipped : DemoTown.ALL) {
            assertThat(operators.find("redazione@" + shipped.slug() + ".example")).as(shipped.slug()).isEmpty();
            var id = municipalities.find(shipped.slug()).orElseThrow().id();
            int notices = CurrentMunicipality.inTown(id, () -> Objects.requireNonNull(new TransactionTemplate(transactions).execute(_ ->
                db.sql("select count(*) from notice where title = ?").param(shipped.draft().title()).query(Integer.class).single())));
            assertThat(notices).as(shipped.slug()).isZero();
        }
    }

    @Test
    void aTownThatCannotBeFilledKeepsNoOtherFromBeingFilled() {
        var talks = new DemoTalks(citizens, inbound, lanes, conversations, operators, clock, transactions);
        var towns = new DemoTowns(municipalities, topics, subscriptions, notices, published, operators, talks, List.of(), transactions);
        assertThat(TOWNS).allMatch(demo -> towns.in(demo, () -> {
            throw new IllegalStateException("This town's profile is not as it should be");
        }));
    }

    /** Else each answer of a newcomer, and those that are there from the start, would be refused: for the simulator the 24 hours would be over. */
    @Test
    void theSimulatorKnowsWhoHasWrittenToEachTown() throws IOException {
        try (var accounts = Simulator.class.getResourceAsStream("accounts.json")) {
            for (var account : JsonMapper.shared().readTree(accounts)) {
                var talks = DemoTalk.ALL.getOrDefault(account.path("slug").stringValue(), List.of());
                assertThat(account.path("wrote").valueStream().map(JsonNode::stringValue))
                    .as(account.path("slug").stringValue())
                    .containsExactlyElementsOf(IntStream.range(0, talks.size()).mapToObj(it -> DemoTalks.phone(it).e164()).toList());
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @FieldSource("TOWNS")
    void eachTownIsFilledOnceWithPeopleTalksANoticeAndADraft(DemoTown demo) {
        var account = town.like(demo.slug()).municipality().requireWhatsapp().businessAccountId();
        operators.add(town.id(), "operatore@" + demo.slug() + ".example", "Anna Rossi", "una buona password", Set.of(Role.AGENT));
        operators.add(town.id(), "approva@" + demo.slug() + ".example", "Elena Sarti", "una buona password", Set.of(Role.APPROVER));
        var talks = new DemoTalks(citizens, inbound, lanes, conversations, operators, clock, transactions);
        var towns = new DemoTowns(municipalities, topics, subscriptions, notices, published, operators, talks, List.of(), transactions);
        town.inTown(() -> talks.begin(demo.slug()));
        int lines = town.inTransaction(() -> db.sql("select count(*) from outgoing_message").query(Integer.class).single());
        assertThat(town.inTown(() -> towns.people(demo) && towns.notices(demo))).as("nothing leaves before the texts are approved").isFalse();
        assertThat(town.inTransaction(() -> db.sql("select count(*) from notice").query(Integer.class).single())).as("and no half of it stays").isZero();
        for (var template : List.of("avviso_generale", "avviso_novita", "avviso_protezione_civile")) {
            db.sql("insert into whatsapp_template (business_account_id, name, language, municipality_id, category, status) values (?, ?, 'it', ?, 'UTILITY', 'APPROVED')")
                .param(account).param(template).param(town.id().value()).update();
        }
        assertThat(town.inTown(() -> towns.people(demo) && towns.notices(demo))).isTrue();
        var people = town.inTown(subscriptions::count);
        assertThat(people.active()).isGreaterThanOrEqualTo(demo.subscribers());
        assertThat(people.topics().get("protezione-civile")).isEqualTo(people.active());
        assertThat(town.inTransaction(() -> db.sql("select state || ' ' || title from notice").query(String.class).list()))
            .containsExactlyInAnyOrder("SENDING " + demo.sent().title(), "DRAFT " + demo.draft().title());
        assertThat(town.inTransaction(() -> db.sql("select count(*) from bulk where operator_id is null").query(Integer.class).single())).as("a person lets it leave").isZero();
        assertThat(town.inTransaction(() -> inbound.newest(1_000))).hasSize(DemoTalk.ALL.getOrDefault(demo.slug(), List.of()).size());
        assertThat(town.inTown(() -> towns.people(demo) && towns.notices(demo))).isTrue();
        assertThat(town.inTransaction(() -> db.sql("select count(*) from outgoing_message where bulk_id is null").query(Integer.class).single())).as("nobody is answered again").isEqualTo(lines);
        assertThat(town.inTown(subscriptions::count)).as("a second start").isEqualTo(people);
        assertThat(town.inTransaction(() -> db.sql("select count(*) from notice").query(Integer.class).single())).isEqualTo(2);
    }
}
