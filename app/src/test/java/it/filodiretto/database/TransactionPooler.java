// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.database;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/**
 * As a transaction pooler does: each client logs in, then all are lent the first one's server connection, from the
 * beginning of a transaction to its end; while it is lent, another client is served on its own.
 */
@NullMarked
final class TransactionPooler implements AutoCloseable {

    private static final int SSL_REQUEST = 80877103;
    private static final int GSS_REQUEST = 80877104;

    private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final int server;
    private final ReentrantLock lent = new ReentrantLock();
    private volatile @Nullable Link shared;

    private TransactionPooler(int server) throws IOException {
        this.server = server;
        Thread.ofVirtual().start(this::welcome);
    }

    static TransactionPooler before(String url) throws IOException {
        return new TransactionPooler(URI.create(url.substring("jdbc:".length())).getPort());
    }

    String url(String url) {
        return url.replace(":" + server + "/", ":" + door.getLocalPort() + "/");
    }

    private void welcome() {
        try {
            while (true) {
                var client = new Link(door.accept());
                Thread.ofPlatform().daemon().start(() -> serve(client));
            }
        } catch (IOException _) {
            // the door is closed
        }
    }

    private void serve(Link client) {
        try {
            var own = new Link(new Socket(InetAddress.getLoopbackAddress(), server));
            logIn(client, own);
            synchronized (this) {
                if (shared == null) {
                    shared = own;
                }
            }
            while (true) {
                transaction(client, own);
            }
        } catch (IOException _) {
            // the client has gone
        }
    }

    private static void logIn(Link client, Link own) throws IOException {
        var hello = client.startup();
        while (hello.isRequest(SSL_REQUEST) || hello.isRequest(GSS_REQUEST)) {
            client.out().write('N');
            client.out().flush();
            hello = client.startup();
        }
        own.send(hello);
        var answer = own.message();
        while (answer.type() != 'Z') {
            client.send(answer);
            if (answer.type() == 'R' && answer.number() != 0 && answer.number() != 12) {
                own.send(client.message());
            }
            answer = own.message();
        }
        client.send(answer);
    }

    private void transaction(Link client, Link own) throws IOException {
        var first = client.message();
        boolean borrowed = lent.tryLock();
        var link = borrowed ? Objects.requireNonNull(shared) : own;
        try {
            boolean open = true;
            while (open) {
                link.send(first);
                if (first.type() == 'Q' || first.type() == 'S') {
                    var answer = link.message();
                    while (answer.type() != 'Z') {
                        client.send(answer);
                        answer = link.message();
                    }
                    client.send(answer);
                    open = answer.body()[4] != 'I';
                }
                if (open) {
                    first = client.message();
                }
            }
        } finally {
            if (borrowed) {
                lent.unlock();
            }
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
    }

    /** One side of the wire: messages of a type, a length and a body; {@code body} has the length before it. */
    private record Link(DataInputStream in, DataOutputStream out) {

        Link(Socket socket) {
            this(input(socket), output(socket));
        }

        Message startup() throws IOException {
            return read('\0');
        }

        Message message() throws IOException {
            var message = read((char) in.readUnsignedByte());
            if (message.type() == 'X') {
                throw new IOException("The client says good-bye");
            }
            return message;
        }

        private Message read(char type) throws IOException {
            int length = in.readInt();
            var body = new ByteArrayOutputStream();
            var data = new DataOutputStream(body);
            data.writeInt(length);
            data.write(in.readNBytes(length - 4));
            return new Message(type, body.toByteArray());
        }

        void send(Message message) throws IOException {
            if (message.type() != '\0') {
                out.writeByte(message.type());
            }
            out.write(message.body());
            out.flush();
        }

        private static DataInputStream input(Socket socket) {
            try {
                return new DataInputStream(new BufferedInputStream(socket.getInputStream()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static DataOutputStream output(Socket socket) {
            try {
                return new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Message(char type, byte[] body) {

        int number() {
            return ByteBuffer.wrap(body).getInt(4);
        }

        boolean isRequest(int code) {
            return body.length == 8 && number() == code;
        }
    }
}
