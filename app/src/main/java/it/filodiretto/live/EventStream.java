// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.live;

import it.filodiretto.municipality.CurrentMunicipality;
import it.filodiretto.page.Admission;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import java.lang.ref.Cleaner;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.coyote.http11.upgrade.InternalHttpUpgradeHandler;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.SSLSupport;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Opens streams of server-sent events (HTML Living Standard 9.2), as many as this node bears.
 *
 * <p>The stream outlives its request. Tomcat keeps some 80 kB of buffers for a request that goes on, and the thread that runs in
 * it keeps its filters on its stack; a connection that was upgraded (Servlet 6.1, 2.3.3.5) gives all that back. To the browser it is
 * an ordinary answer whose end is the end of the connection.
 */
@Component
public class EventStream {

    private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);

    /** Tells one browser what happens, on a virtual thread of its own in the request's town, until it returns or is interrupted. */
    @FunctionalInterface
    public interface Teller {
        void tell(Listener listener) throws IOException;
    }

    private final int most;
    private final Admission admission;
    private final AtomicInteger open = new AtomicInteger();

    EventStream(@Value("${filodiretto.requests.streams}") int most, Admission admission) {
        this.most = most;
        this.admission = admission;
    }

    /** Where too many listen already the browser is told to come again. */
    public void open(HttpServletRequest request, HttpServletResponse response, Teller teller) throws IOException {
        var town = CurrentMunicipality.require();
        var place = Place.among(open, most);
        if (place == null) {
            admission.refuse(request, response);
            return;
        }
        try {
            detach(request, response).begin(place, listener -> CurrentMunicipality.inTown(town, () -> run(teller, listener)));
        } catch (IOException | RuntimeException e) {
            place.close();
            throw e;
        }
    }

    private static Detached detach(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/event-stream;charset=UTF-8");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Accel-Buffering", "no");   // nginx would gather
        response.setHeader("Connection", "close");
        response.flushBuffer();
        try {
            return request.upgrade(Detached.class);
        } catch (ServletException e) {
            throw new IOException(e);
        }
    }

    private static void run(Teller teller, Listener listener) {
        try {
            teller.tell(listener);
        } catch (IOException _) {
            // The browser has gone.
        } catch (RuntimeException e) {
            if (!Thread.currentThread().isInterrupted()) {
                LOG.atWarn().setCause(e).log("An event stream has ended early: its browser comes again");
            }
        }
    }

    /**
     * What is left of the connection: its socket, on which we write and Tomcat looks whether the browser is still there. Its streams
     * of the Servlet API would not do: they close a connection only when something is heard on it.
     */
    public static final class Detached implements InternalHttpUpgradeHandler {

        private static final Duration STUCK = Duration.ofSeconds(20);
        private static final Cleaner UNBEGUN = Cleaner.create();

        private Consumer<Listener> work = _ -> {};
        private @Nullable Place place;
        private @Nullable SocketWrapperBase<?> socket;
        private Thread thread = Thread.currentThread();

        private void begin(Place taken, Consumer<Listener> what) {
            place = taken;
            work = what;
            // A connection that breaks as its request ends is never begun.
            UNBEGUN.register(this, taken::close);
        }

        @Override
        public void setSocketWrapper(SocketWrapperBase<?> wrapper) {
            wrapper.setWriteTimeout(STUCK.toMillis());
            socket = wrapper;
        }

        @Override
        public void init(WebConnection connection) {
            var browser = Objects.requireNonNull(socket);
            thread = Thread.ofVirtual().name("event-stream").start(() -> {
                try {
                    work.accept(events -> {
                        var bytes = events.getBytes(StandardCharsets.UTF_8);
                        browser.write(true, bytes, 0, bytes.length);
                        browser.flush(true);
                    });
                } finally {
                    Objects.requireNonNull(place).close();
                    browser.close();
                }
            });
        }

        /** A browser says nothing on this connection but that it has gone. */
        @Override
        public SocketState upgradeDispatch(SocketEvent event) {
            try {
                if (event == SocketEvent.OPEN_READ && Objects.requireNonNull(socket).read(false, new byte[64], 0, 64) >= 0) {
                    return SocketState.UPGRADED;
                }
            } catch (IOException _) {
                // Gone without a word.
            }
            return SocketState.CLOSED;
        }

        @Override
        public void destroy() {
            thread.interrupt();
        }

        @Override
        public void timeoutAsync(long now) {}

        @Override
        public void setSslSupport(SSLSupport support) {}

        @Override
        public void pause() {}
    }
}
