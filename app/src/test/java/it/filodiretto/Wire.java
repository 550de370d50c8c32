// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.NullMarked;

/** A network between a browser and a server of this machine, which a test may cut and mend. */
@NullMarked
public final class Wire implements AutoCloseable {

    private final ServerSocket entrance;
    private final int server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean isCut;

    public Wire(int server) {
        this.server = server;
        try {
            entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    /** Where the browser goes. */
    public String url() {
        return "http://127.0.0.1:" + entrance.getLocalPort();
    }

    /** What is connected breaks, and nothing new gets through. */
    public void cut() {
        isCut = true;
        open.forEach(Wire::end);
        open.clear();
    }

    public void mend() {
        isCut = false;
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                var near = entrance.accept();
                if (isCut) {
                    end(near);
                    continue;
                }
                var far = new Socket(InetAddress.getLoopbackAddress(), server);
                open.add(near);
                open.add(far);
                Thread.ofVirtual().start(() -> pass(near, far));
                Thread.ofVirtual().start(() -> pass(far, near));
            } catch (IOException _) {
                // The next browser may have more luck; a closed entrance ends the loop.
            }
        }
    }

    private void pass(Socket from, Socket to) {
        try (from; to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException _) {
            // One of the two has gone, and so does the other.
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    private static void end(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException _) {
            // It is gone already.
        }
    }

    @Override
    public void close() {
        cut();
        try {
            entrance.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
