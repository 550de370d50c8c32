// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.audience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import it.filodiretto.Town;
import it.filodiretto.TownTest;
import it.filodiretto.messaging.BulkId;
import it.filodiretto.operator.OperatorId;
import it.filodiretto.operator.Operators;
import it.filodiretto.operator.Role;
import it.filodiretto.outbox.BulkState;
import it.filodiretto.outbox.Bulks;
import it.filodiretto.subscription.Policies;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who is told of a new privacy notice, and that each is told once. */
@TownTest
@NullMarked
class PolicyCallsTest {

    @Autowired Town town;
    @Autowired Policies policies;
    @Autowired PolicyCalls calls;
    @Autowired PolicyCallFilling filling;
    @Autowired PolicyRecipients recipients;
    @Autowired Bulks bulks;
    @Autowired Operators operators;
    @Autowired JdbcClient db;

    @Test
    @DisplayName("AR-05 of a changed policy each subscriber is told once, and who has left or accepted the new one is not")
    void policyCalls() {
        town.like("arezzo");
        var by = editor();
        var people = town.subscribe(4);
        town.timePasses(Duration.ofMinutes(1));
        town.inTown(() -> policies.publish("## Nuova\n\nPiù chiara di prima.", 1, by));
        assertThat(town.inTown(() -> calls.tell(by))).as("without an approved template").isFalse();
        acceptTemplate();
        town.timePasses(Duration.ofMinutes(1));
        town.subscribe(1);
        town.citizenWrites(people.getFirst(), "Cancellami");
        assertThat(town.inTown(calls::present)).hasValueSatisfying(it -> {
            assertThat(it.people()).isEqualTo(3);
            assertThat(it.hindrance()).isEmpty();
            assertThat(it.words()).contains("L’informativa è cambiata", "/" + town.slug() + "/informativa/2", "Cancellami");
        });
        var told = people.subList(1, 4).stream().map(town::citizen).toList();
        var bulk = town.inTransaction(() -> {
            assertThat(calls.tell(by)).isTrue();
            var opened = new BulkId(db.sql("select id from policy_call").query(UUID.class).single());
            assertThat(bulks.outcomes(opened, null, 10)).as("the click hands nobody over").isEmpty();
            assertThat(filling.nextPage(2)).as("the program ends after a page").isTrue();
            assertThat(bulks.outcomes(opened, null, 10)).hasSize(2);
            return opened;
        });
        assertThat(town.inTown(() -> calls.tell(by))).as("a second time").isFalse();
        await().until(() -> town.inTransaction(() -> db.sql("select filled_at is not null from policy_call").query(Boolean.class).single()));
        assertThat(town.inTown(calls::present)).hasValueSatisfying(it -> assertThat(it.people()).isEqualTo(3));
        assertThat(town.inTown(() -> bulks.outcomes(bulk, null, 10))).extracting(Bulks.Outcome::citizen).containsExactlyInAnyOrderElementsOf(told);
        town.citizenWrites(people.get(1), "stop");
        assertThat(town.inTown(() -> recipients.stillWanting(bulk, told))).containsExactlyInAnyOrderElementsOf(told.subList(1, 3));
        town.inTown(calls::stop);
        assertThat(town.inTown(() -> bulks.find(bulk)).orElseThrow().stage()).isEqualTo(BulkState.Stage.CANCELLED);
    }

    private OperatorId editor() {
        operators.add(town.id(), "redazione@" + town.slug() + ".example", "Anna Rossi", "una buona password", Set.of(Role.EDITOR));
        return new OperatorId(db.sql("select id from operator where municipality_id = ?").param(town.id().value()).query(UUID.class).single());
    }

    private void acceptTemplate() {
        db.sql("""
                insert into whatsapp_template (business_account_id, name, language, municipality_id, category, status)
                values (?, 'avviso_generale', 'it', ?, 'UTILITY', 'APPROVED')""")
            .param(town.municipality().requireWhatsapp().businessAccountId()).param(town.id().value()).update();
    }
}
