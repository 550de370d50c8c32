// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.meta;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.NullMarked;

/** A program of its own, to be started with little memory: fetches documents of 100 MB from Meta and uploads some, all at once. */
@NullMarked
final class FlatTransfer {

    private static final long SIZE = 100L << 20;
    private static final int EACH_WAY = 2;

    private FlatTransfer() {}

    public static void main(String[] arguments) throws Exception {
        var uploaded = new AtomicLong();
        var meta = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        meta.createContext("/", exchange -> answer(exchange, uploaded));
        meta.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        meta.start();
        var url = URI.create("http://127.0.0.1:" + meta.getAddress().getPort());
        var graph = new Graph(new MetaSettings(url, "v26.0", "", "", "token", ""), new WhatsAppSettings(Duration.ofDays(8), Duration.ofSeconds(10), 4, Duration.ofSeconds(5)));
        var work = new ArrayList<Callable<Boolean>>();
        for (int i = 0; i < EACH_WAY; i++) {
            work.add(() -> graph.read(url.resolve("/bytes"), "token", (_, bytes) -> bytes.transferTo(OutputStream.nullOutputStream())) == SIZE);
            work.add(() -> graph.upload("1/media", "token", Map.of("messaging_product", "whatsapp"), new Graph.FilePart("piano.pdf", "application/pdf", new Zeros()))
                instanceof Graph.Reply.Answered it && it.isSuccess());
        }
        try (var all = Executors.newVirtualThreadPerTaskExecutor()) {
            boolean whole = all.invokeAll(work).stream().allMatch(it -> it.resultNow()) && uploaded.get() > EACH_WAY * SIZE;
            System.out.println(whole ? EACH_WAY + " documents of 100 MB from Meta and to Meta with at most " + (Runtime.getRuntime().maxMemory() >> 20) + " MB of memory" : "not whole");
            System.exit(whole ? 0 : 1);
        }
    }

    private static void answer(HttpExchange exchange, AtomicLong uploaded) {
        try (exchange) {
            if (exchange.getRequestMethod().equals("GET")) {
                exchange.sendResponseHeaders(200, SIZE);
                new Zeros().transferTo(exchange.getResponseBody());
            } else {
                uploaded.addAndGet(exchange.getRequestBody().transferTo(OutputStream.nullOutputStream()));
                var body = "{\"id\":\"1\"}".getBytes(java.nio.charset.StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** 100 MB of nothing. */
    private static final class Zeros extends InputStream {

        private long at;

        @Override
        public int read() {
            return at++ < SIZE ? 0 : -1;
        }

        @Override
        public int read(byte[] bytes, int from, int count) {
            var some = (int) Math.min(count, SIZE - at);
            at += some;
            return some == 0 ? -1 : some;
        }
    }
}
