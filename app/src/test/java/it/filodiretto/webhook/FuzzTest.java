// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import it.filodiretto.TestEnvironment;
import it.filodiretto.Town;
import it.filodiretto.TownTest;
import it.filodiretto.intake.BadElement;
import it.filodiretto.intake.InboundReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Golden bodies, changed at random and signed as Meta signs, are posted together: none is answered by a fault of ours, each
 * message that can be read arrives, what cannot is set aside for a reason, and the next honest message arrives at once.
 *
 * <p>How many: {@code -Dfuzz.bodies=100000}; another walk: {@code -Dfuzz.seed=7}.
 */
@TownTest
class FuzzTest {

    private static final int BODIES = Integer.getInteger("fuzz.bodies", 600);
    private static final long SEED = Long.getLong("fuzz.seed", 20261122L);
    private static final int AT_ONCE = 4;

    @LocalServerPort int port;
    @Autowired Town town;
    @Autowired JdbcClient db;
    private final Set<String> expected = ConcurrentHashMap.newKeySet();
    private final AtomicInteger stored = new AtomicInteger();

    @Test
    void noBodyIsAnsweredByAFaultAndNoElementIsLost() throws Exception {
        var number = town.municipality().requireWhatsapp().phoneNumberId();
        var golden = golden(number);
        var meta = new WebhookCaller(port);
        var since = db.sql("select clock_timestamp()").query(OffsetDateTime.class).single();
        try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
            var walks = new ArrayList<Callable<Void>>();
            for (int i = 0; i < AT_ONCE; i++) {
                var walk = i;
                walks.add(() -> walk(meta, golden, number, walk));
            }
            for (var walk : threads.invokeAll(walks)) {
                walk.get();
            }
        }
        await().atMost(Duration.ofSeconds(60 + BODIES / 50)).pollInterval(Duration.ofMillis(200)).until(this::nothingWaits);
        assertThat(stored.get()).isGreaterThan(BODIES / 3);
        assertThat(missing()).isEmpty();
        assertThat(faults(since)).isEmpty();
        honest(meta, number);
        db.sql("update set_aside_element set replayed_at = clock_timestamp() where set_aside_at >= ? and replayed_at is null").param(since).update();
    }

    private Void walk(WebhookCaller meta, List<byte[]> golden, String number, int walk) {
        var random = new Random(SEED + walk);
        var mutation = new Mutation(random);
        for (int i = walk; i < BODIES; i += AT_ONCE) {
            var body = mutation.of(golden.get(random.nextInt(golden.size())), "wamid.fuzz." + SEED + "." + i);
            int status = meta.post(body, TestEnvironment.APP_SECRET);
            assertThat(status).as("body %d of seed %d: %s", i, SEED, new String(body, StandardCharsets.UTF_8)).isIn(200, 400, 413);
            if (status == 200) {
                stored.incrementAndGet();
                expect(body, number);
            }
        }
        return null;
    }

    /** What our own reader finds in it must arrive; that the reader finds what there is, golden files and properties show. */
    private void expect(byte[] body, String number) {
        for (var element : WebhookBody.elements(new WebhookCall(new UUID(0, 0), town.now(), false, null, new byte[0]), body)) {
            if ("messages".equals(element.kind()) && number.equals(element.phoneNumberId())) {
                try {
                    InboundReader.read(element).ifPresent(it -> expected.add(it.externalId()));
                } catch (BadElement _) {
                    // set aside
                }
            }
        }
    }

    private Set<String> missing() {
        var missing = new HashSet<>(expected);
        missing.removeAll(town.inTransaction(() -> db.sql("select external_id from inbound_message where lane_id = ?")
            .param(town.lane().id().value()).query(String.class).list()));
        return missing;
    }

    /** What was set aside because of us, not because of the element. */
    private List<String> faults(OffsetDateTime since) {
        return db.sql("select distinct error from set_aside_element where set_aside_at >= ? and error ~ '^\\w+(Exception|Error)?( \\(SQL state \\w+\\))?$' and error <> 'StreamReadException'")
            .param(since).query(String.class).list();
    }

    private void honest(WebhookCaller meta, String number) {
        assertThat(meta.post(Bodies.messages(number, List.of(Bodies.text("wamid.honest", town.newPhone().digits(), "Buongiorno", town.now()))))).isEqualTo(200);
        await().until(() -> town.inTransaction(() ->
            db.sql("select count(*) from inbound_message where lane_id = ? and external_id = 'wamid.honest'").param(town.lane().id().value()).query(Integer.class).single()) == 1);
    }

    private boolean nothingWaits() {
        return db.sql("select count(*) from webhook_call where handled_at is null and (lease_until is null or lease_until < now() + interval '1 minute')")
            .query(Integer.class).single() == 0;
    }

    private static List<byte[]> golden(String number) throws IOException {
        var bodies = new ArrayList<byte[]>();
        for (var name : GoldenPayloadTest.cases().toList()) {
            bodies.add(Files.readString(GoldenPayloadTest.FOLDER.resolve(name + ".json")).replace("390564000001", number)
                .replace("390564000100", "9" + number).getBytes(StandardCharsets.UTF_8));
        }
        return bodies;
    }
}
