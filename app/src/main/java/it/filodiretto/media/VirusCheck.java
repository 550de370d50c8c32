// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.media;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Shows files to clamd, if there is one ({@code filodiretto.media.clamav}), piece by piece (its command INSTREAM). */
@Component
class VirusCheck {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int PIECE = 64 << 10;

    private final String where;

    VirusCheck(MediaSettings settings) {
        this.where = settings.clamav().strip();
    }

    sealed interface Verdict {

        record Clean() implements Verdict {}

        /** @param name of what was found, as clamd calls it */
        record Infected(String name) implements Verdict {}

        /** Larger than clamd is set to look at (StreamMaxLength). */
        record TooLarge() implements Verdict {}

        /** It does not answer, or not to the question. */
        record Unknown(String why) implements Verdict {}
    }

    boolean isOn() {
        return !where.isEmpty();
    }

    Verdict look(InputStream bytes) throws IOException {
        try (var channel = connect()) {
            var watch = Thread.startVirtualThread(() -> closeAfter(channel));
            try {
                return verdict(ask(channel, bytes));
            } finally {
                watch.interrupt();
            }
        } catch (ConnectionFailed e) {
            return new Verdict.Unknown("clamd cannot be reached: " + e.getMessage());
        }
    }

    private SocketChannel connect() throws ConnectionFailed {
        try {
            var address = address();
            var channel = address instanceof UnixDomainSocketAddress ? SocketChannel.open(StandardProtocolFamily.UNIX) : SocketChannel.open();
            channel.connect(address);
            return channel;
        } catch (IOException | RuntimeException e) {
            throw new ConnectionFailed(e);
        }
    }

    private SocketAddress address() {
        var colon = where.lastIndexOf(':');
        return where.startsWith("/") || colon < 0 ? UnixDomainSocketAddress.of(where)
            : new InetSocketAddress(where.substring(0, colon), Integer.parseInt(where.substring(colon + 1)));
    }

    /** @return its answer, empty if it hangs up without one */
    private static String ask(SocketChannel channel, InputStream bytes) throws IOException {
        var answer = new BufferedReader(new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8));
        var buffer = new byte[PIECE];
        var broken = !send(channel, ByteBuffer.wrap("zINSTREAM\0".getBytes(StandardCharsets.US_ASCII)));
        for (int some = bytes.read(buffer); some > 0 && !broken; some = bytes.read(buffer)) {
            broken = !send(channel, ByteBuffer.allocate(4).putInt(some).flip()) || !send(channel, ByteBuffer.wrap(buffer, 0, some));
        }
        if (!broken) {
            send(channel, ByteBuffer.allocate(4));
        }
        try {
            var line = answer.readLine();
            return line == null ? "" : line.replace("\0", "").strip();
        } catch (IOException _) {
            return "";
        }
    }

    /** @return false if it no longer listens: it may have said why */
    private static boolean send(SocketChannel channel, ByteBuffer bytes) {
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private static Verdict verdict(String answer) {
        if (answer.equals("stream: OK")) {
            return new Verdict.Clean();
        }
        if (answer.startsWith("stream: ") && answer.endsWith(" FOUND")) {
            return new Verdict.Infected(answer.substring("stream: ".length(), answer.length() - " FOUND".length()));
        }
        return answer.contains("size limit exceeded") ? new Verdict.TooLarge() : new Verdict.Unknown("clamd answered: " + answer);
    }

    private static void closeAfter(SocketChannel channel) {
        try {
            Thread.sleep(PATIENCE);
            channel.close();
        } catch (InterruptedException | IOException _) {
            // answered in time, or closed already
        }
    }

    private static final class ConnectionFailed extends Exception {

        ConnectionFailed(Exception cause) {
            super(cause.getMessage(), cause);
        }
    }
}
