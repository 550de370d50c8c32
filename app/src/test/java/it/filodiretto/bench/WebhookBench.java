// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.bench;

import it.filodiretto.database.Roles;
import it.filodiretto.outside.AppProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;

/**
 * Webhooks acknowledged after the disk has them, with {@link #CLIENTS} callers at once, against pgbench that inserts the same
 * bytes in the same table, a commit each, with as many clients; and the 99th percentile at half of that pace.
 */
final class WebhookBench implements Bench.Measured {

    private static final int CLIENTS = 32;
    private static final int SECONDS = 10;
    private static final String SECRET = "app-secret-of-the-bench";

    private static final byte[] BODY = """
        {"object":"whatsapp_business_account","entry":[{"id":"390587000100","changes":[{"field":"messages","value":{"messaging_product":"whatsapp",\
        "metadata":{"display_phone_number":"393665775490","phone_number_id":"390587000001"},"statuses":[{"id":"wamid.HBgMMzkzNDkwMDAwMDAwFQIAERgS",\
        "status":"delivered","timestamp":"1772452800","recipient_id":"393490000000","biz_opaque_callback_data":"other",\
        "pricing":{"billable":true,"pricing_model":"PMP","type":"regular","category":"utility"}}]}}]}]}""".getBytes(StandardCharsets.UTF_8);

    @Override
    public boolean run() throws Exception {
        var home = Files.createTempDirectory("filodiretto-bench");
        try (var database = new OwnDatabase(home); var app = app(database); var client = new HttpClient(new HttpClientTransportOverHTTP(1))) {
            app.start();
            client.setMaxConnectionsPerDestination(CLIENTS);
            client.start();
            var webhook = app.webhook();
            callers(client, webhook, 5, 0);
            double acknowledged = callers(client, webhook, SECONDS, 0).perSecond();
            var half = callers(client, webhook, SECONDS, acknowledged / 2);
            double inserted = pgbench(home, database);
            boolean rate = Bench.line("webhooks acknowledged", "%.2f (%,.0f/s, pgbench %,.0f/s, %d at once)"
                .formatted(acknowledged / inserted, acknowledged, inserted, CLIENTS), ">= 0.5", acknowledged / inserted >= 0.5);
            return Bench.line("webhook p99 at half of that", "%.1f ms at %,.0f/s".formatted(half.p99(), half.perSecond()), "<= 100 ms", half.p99() <= 100) && rate;
        }
    }

    private record Run(double perSecond, double p99) {}

    /** @param pace calls a second over all callers; 0 = as fast as the answers come */
    private static Run callers(HttpClient client, URI webhook, int seconds, double pace) throws InterruptedException {
        var signature = "sha256=" + HexFormat.of().formatHex(hmac());
        var latencies = new ConcurrentLinkedQueue<Long>();
        var failures = new AtomicInteger();
        var done = new CountDownLatch(CLIENTS);
        long start = System.nanoTime();
        long end = start + seconds * 1_000_000_000L;
        for (int caller = 0; caller < CLIENTS; caller++) {
            int number = caller;
            Thread.ofVirtual().start(() -> {
                long interval = pace == 0 ? 0 : (long) (CLIENTS / pace * 1e9);
                for (long due = start + interval * number / CLIENTS; due < end; due = Math.max(due + interval, interval == 0 ? System.nanoTime() : 0)) {
                    sleepUntil(due);
                    long began = System.nanoTime();
                    if (!posted(client, webhook, signature)) {
                        failures.incrementAndGet();
                    }
                    latencies.add(System.nanoTime() - (interval == 0 ? began : Math.min(began, due)));
                }
                done.countDown();
            });
        }
        done.await();
        if (failures.get() > 0) {
            throw new IllegalStateException(failures + " webhooks were not answered with 200");
        }
        double took = (System.nanoTime() - start) / 1e9;
        var sorted = latencies.stream().mapToLong(it -> it).sorted().toArray();
        return new Run(sorted.length / took, sorted[(int) (sorted.length * 0.99)] / 1e6);
    }

    private static boolean posted(HttpClient client, URI webhook, String signature) {
        try {
            return client.POST(webhook).headers(it -> it.add("X-Hub-Signature-256", signature))
                .body(new BytesRequestContent("application/json", BODY)).send().getStatus() == 200;
        } catch (Exception e) {
            return false;
        }
    }

    private static void sleepUntil(long due) {
        long wait = due - System.nanoTime();
        if (wait > 0) {
            java.util.concurrent.locks.LockSupport.parkNanos(wait);
        }
    }

    private static byte[] hmac() {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac.doFinal(BODY);
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static AppProcess app(OwnDatabase database) {
        System.setProperty("app.tier", "4");
        var environment = new HashMap<>(database.environment());
        environment.put("FILODIRETTO_META_APP_SECRET", SECRET);
        environment.put("FILODIRETTO_META_VERIFY_TOKEN", "v");
        return new AppProcess(AppProcess.freePort(), Path.of("target", "bench-webhook.log"), environment);
    }

    /** The same insert, in the same table, of as many bytes, by PostgreSQL's own load generator. */
    private static double pgbench(Path home, OwnDatabase database) throws IOException, InterruptedException {
        var script = home.resolve("insert.sql");
        Files.writeString(script, InsertOfTheStore.sql(BODY.length));
        var address = Pattern.compile("//([^:]+):(\\d+)/").matcher(database.url());
        address.find();
        var builder = new ProcessBuilder("pgbench", "-n", "-M", "prepared", "-c", "" + CLIENTS, "-j", "2", "-T", "" + SECONDS, "-f", script.toString(),
            "-h", address.group(1), "-p", address.group(2), "-U", Roles.APPLICATION, "bench").redirectErrorStream(true);
        builder.environment().put("PGPASSWORD", database.postgres.password(Roles.APPLICATION));
        var output = new String(builder.start().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        var tps = Pattern.compile("tps = ([0-9.]+)").matcher(output);
        if (!tps.find()) {
            throw new IllegalStateException("pgbench (Debian: postgresql-contrib) said:\n" + output);
        }
        return Double.parseDouble(tps.group(1));
    }
}
