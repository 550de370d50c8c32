// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import it.filodiretto.LoneTomcat;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.catalina.LifecycleException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two places on each side, and four may wait. */
class AdmissionTest {

    private static final Duration PATIENCE = Duration.ofSeconds(1);
    /** Without a bound whoever is too many would wait for ever. */
    private static final Duration LONGEST = Duration.ofSeconds(40);

    @TempDir
    Path directory;

    private final Semaphore mayEnd = new Semaphore(0);
    private final AtomicInteger working = new AtomicInteger();
    private final HttpClient client = HttpClient.newHttpClient();

    private LoneTomcat server;

    @BeforeEach
    void start() throws LifecycleException {
        server = new LoneTomcat(directory, new Slow()).behind(new Admission(2, PATIENCE)).start();
    }

    @AfterEach
    void stop() throws LifecycleException {
        mayEnd.release(100);
        server.close();
        client.close();
    }

    /** Whatever is asked takes as long as the test wants. */
    private final class Slow extends HttpServlet {

        private static final long serialVersionUID = 1;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            working.incrementAndGet();
            mayEnd.acquireUninterruptibly();
            working.decrementAndGet();
            response.getWriter().write("served");
        }
    }

    @Test
    void whoComesWhenAllPlacesAreTakenIsServedAsSoonAsOneIsFree() {
        var first = asks("/bientina");
        var second = asks("/bientina/avvisi");
        await().until(() -> working.get() == 2);
        var third = asks("/bientina");
        mayEnd.release(1);

        await().until(() -> first.isDone() || second.isDone());
        await().untilAsserted(() -> assertThat(working).as("the third in the place of the one who went").hasValue(2));
        mayEnd.release(2);
        assertThat(third.join().body()).isEqualTo("served");
    }

    @Test
    void whoWouldWaitTooLongIsAskedToComeAgainAndThoseInHandAreServed() {
        var first = asks("/bientina");
        var second = asks("/bientina");
        await().until(() -> working.get() == 2);

        var refused = asks("/bientina/iscrizione").join();

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).hasValue("3");
        assertThat(refused.body()).contains("siamo in tanti", "lang=\"en\"");
        mayEnd.release(2);
        assertThat(first.join().body()).isEqualTo("served");
        assertThat(second.join().body()).isEqualTo("served");
        var after = asks("/bientina");
        mayEnd.release(1);
        assertThat(after.join().statusCode()).as("nothing stays taken").isEqualTo(200);
    }

    @Test
    void aProgramIsToldSoInItsOwnTerms() {
        asks("/api/v1/municipalities/bientina/channel");
        asks("/webhooks/whatsapp");
        await().until(() -> working.get() == 2);

        var refused = asks("/api/v1/municipalities/bientina/notices").join();

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(refused.body()).contains("\"code\":\"busy\"");
    }

    @Test
    void aCrowdOnTheCitizensPagesKeepsNeitherOperatorsNorMetaNorProbesWaiting() {
        for (int i = 0; i < 20; i++) {
            asks("/bientina");
        }
        await().until(() -> working.get() == 2);

        asks("/console/bientina/messaggi");
        asks("/webhooks/whatsapp");
        asks("/readyz");

        await().untilAsserted(() -> assertThat(working).hasValue(5));
    }

    private CompletableFuture<HttpResponse<String>> asks(String path) {
        return client.sendAsync(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path)).timeout(LONGEST).build(), BodyHandlers.ofString());
    }
}
