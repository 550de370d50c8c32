// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.live;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Tells a browser «changed», at most ten times a second, and once when it connects: after a cut it sees what it missed. It
 * runs on the request's own virtual thread and holds no connection to the database.
 */
@Component
public class ChangeStream {

    private static final Duration TOGETHER = Duration.ofMillis(100);
    private static final Duration HEARTBEAT = Duration.ofSeconds(5);
    /** After so many heartbeats the browser comes again, with a session that still counts. */
    private static final int BEATS = 120;

    private final Signals signals;
    private final CountDownLatch closing = new CountDownLatch(1);

    ChangeStream(Signals signals) {
        this.signals = signals;
    }

    @EventListener
    void close(ContextClosedEvent event) {
        closing.countDown();
    }

    /** Returns after some minutes, or when the program stops. @throws IOException when the browser has gone */
    public void run(String topic, HttpServletResponse response) throws IOException {
        response.setContentType("text/event-stream;charset=UTF-8");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Accel-Buffering", "no");
        try (var watcher = signals.watch(topic)) {
            write(response, "retry: 1000\nevent: changed\ndata: now\n\n");
            for (int beat = 0; beat < BEATS && !isClosing(Duration.ZERO); ) {
                if (watcher.await(HEARTBEAT)) {
                    write(response, "event: changed\ndata: now\n\n");
                    isClosing(TOGETHER);
                } else {
                    write(response, ": still here\n\n");
                    beat++;
                }
            }
        }
    }

    private boolean isClosing(Duration wait) {
        try {
            return closing.await(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private static void write(HttpServletResponse response, String text) throws IOException {
        response.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        response.flushBuffer();
    }
}
