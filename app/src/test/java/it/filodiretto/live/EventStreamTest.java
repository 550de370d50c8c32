// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import it.filodiretto.LoneTomcat;
import it.filodiretto.municipality.CurrentMunicipality;
import it.filodiretto.municipality.MunicipalityId;
import it.filodiretto.page.Admission;
import it.filodiretto.shared.Ids;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.catalina.LifecycleException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two may listen at one time. */
class EventStreamTest {

    private static final MunicipalityId TOWN = new MunicipalityId(Ids.next());

    @TempDir
    Path directory;

    private final EventStream stream = new EventStream(2, new Admission(10, Duration.ofSeconds(1)));
    private final BlockingQueue<String> news = new LinkedBlockingQueue<>();
    private final AtomicInteger telling = new AtomicInteger();
    /** A stream begins when its request is over. */
    private CountDownLatch mayBegin = new CountDownLatch(0);

    private LoneTomcat server;

    @BeforeEach
    void start() throws LifecycleException {
        server = new LoneTomcat(directory, new Events()).start();
    }

    @AfterEach
    void stop() throws LifecycleException {
        server.close();
    }

    private final class Events extends HttpServlet {

        private static final long serialVersionUID = 1;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) {
            CurrentMunicipality.inTown(TOWN, () -> {
                try {
                    stream.open(request, response, EventStreamTest.this::tell);
                    if (response.getStatus() == HttpServletResponse.SC_OK) {
                        mayBegin.await();
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                }
            });
        }
    }

    /** Each piece of news as an event, until it is «bye». */
    private void tell(Listener listener) throws IOException {
        telling.incrementAndGet();
        try {
            for (var next = news.take(); !next.equals("bye"); next = news.take()) {
                listener.write("data: " + next + " in " + CurrentMunicipality.require() + "\n\n");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            telling.decrementAndGet();
        }
    }

    /** As a browser asks, without one's habits. */
    private Socket ask() throws IOException {
        var socket = new Socket("127.0.0.1", server.port());
        socket.setSoTimeout(40_000);
        socket.getOutputStream().write("GET /eventi HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static String read(InputStream from, String until) throws IOException {
        var read = new StringBuilder();
        while (read.indexOf(until) < 0) {
            int next = from.read();
            if (next < 0) {
                throw new IOException("It ended with: " + read);
            }
            read.append((char) next);
        }
        return read.toString();
    }

    @Test
    void whatIsToldAfterTheRequestIsOverReachesTheBrowserAtOnceAndInItsTown() throws IOException {
        try (var browser = ask()) {
            var head = read(browser.getInputStream(), "\r\n\r\n");
            assertThat(head).startsWith("HTTP/1.1 200").contains("text/event-stream", "Connection: close").doesNotContain("chunked", "Content-Length");

            news.add("uno");
            assertThat(read(browser.getInputStream(), "\n\n")).isEqualTo("data: uno in " + TOWN + "\n\n");
            news.add("due");
            assertThat(read(browser.getInputStream(), "\n\n")).isEqualTo("data: due in " + TOWN + "\n\n");

            news.add("bye");
            assertThat(browser.getInputStream().read()).as("the end of the stream is the end of the connection").isEqualTo(-1);
        }
    }

    @Test
    void whoeverIsTooManyIsToldToComeAgainAndFindsAPlaceWhenOneIsFree() throws IOException {
        try (var first = ask(); var _ = ask()) {
            await().untilAsserted(() -> assertThat(telling).hasValue(2));
            try (var third = ask()) {
                assertThat(read(third.getInputStream(), "\r\n\r\n")).startsWith("HTTP/1.1 503").contains("Retry-After: 3");
            }
            first.close();
            await().untilAsserted(() -> assertThat(telling).as("whoever has gone is told nothing more").hasValue(1));
            await().untilAsserted(() -> {
                try (var again = ask()) {
                    assertThat(read(again.getInputStream(), "\r\n\r\n")).startsWith("HTTP/1.1 200");
                }
            });
        }
    }

    @Test
    void aRushOfWhomNoneHasBegunYetIsBoundedToo() throws IOException {
        mayBegin = new CountDownLatch(1);
        try (var first = ask(); var second = ask()) {
            assertThat(List.of(read(first.getInputStream(), "\r\n\r\n"), read(second.getInputStream(), "\r\n\r\n"))).allMatch(it -> it.startsWith("HTTP/1.1 200"));
            try (var third = ask()) {
                assertThat(read(third.getInputStream(), "\r\n")).startsWith("HTTP/1.1 503");
            }
            mayBegin.countDown();
            await().untilAsserted(() -> assertThat(telling).hasValue(2));
        } finally {
            mayBegin.countDown();
        }
    }

    @Test
    void aBrowserThatHasGoneCostsNothing() throws IOException {
        try (var first = ask()) {
            read(first.getInputStream(), "\r\n\r\n");
        }
        await().untilAsserted(() -> assertThat(telling).hasValue(0));
        var threads = ManagementFactory.getThreadMXBean();
        long before = busy(threads);
        await().pollDelay(Duration.ofMillis(500)).until(() -> true);
        assertThat(busy(threads) - before).as("nanoseconds of Tomcat's threads in half a second").isLessThan(Duration.ofMillis(200).toNanos());
    }

    private static long busy(java.lang.management.ThreadMXBean threads) {
        long sum = 0;
        for (var it : threads.dumpAllThreads(false, false)) {
            sum += it.getThreadName().startsWith("http-nio") ? Math.max(0, threads.getThreadCpuTime(it.getThreadId())) : 0;
        }
        return sum;
    }
}
