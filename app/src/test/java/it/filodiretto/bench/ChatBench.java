// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.bench;

import it.filodiretto.outside.AppProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;

/**
 * A thousand open chats with 200 messages a second: how long from a citizen's message to the operator's page, and from there
 * back to the citizen's; and what an idle chat costs in memory. The operators' browsers fetch what theirs would.
 */
final class ChatBench implements Bench.Measured {

    private static final int CHATS = Integer.getInteger("chats", 1_000);
    private static final int OPERATORS = Integer.getInteger("operators", 10);
    private static final int TALKS_A_SECOND = Integer.getInteger("talks", 100);
    private static final int SECONDS = Integer.getInteger("seconds", 30);
    /** For two minutes at this pace Java is still compiling what runs often, which takes as much as a fifth of all; a town's program runs for weeks. */
    private static final int WARM = Integer.getInteger("warm", 150);
    private static final int BEGIN_EVERY_MS = 20;
    /** Until the connections by which the chats were begun, which the client keeps for half a minute, are closed. */
    private static final int QUIET_MS = Integer.getInteger("quiet", 40) * 1000;

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).executor(Executors.newVirtualThreadPerTaskExecutor()).build();
    private final LongAdder late = new LongAdder();

    @Override
    public boolean run() throws Exception {
        var home = Files.createTempDirectory("filodiretto-bench");
        System.setProperty("app.tier", "4");
        try (var database = new OwnDatabase(home); var app = app(database, home).start(); var owner = database.connect();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                return run(app, owner, threads);
            } finally {
                threads.shutdownNow();   // the operators' browsers never end by themselves
            }
        }
    }

    private boolean run(AppProcess app, java.sql.Connection owner, ExecutorService threads) throws Exception {
        var operators = new ArrayList<ChatOperator>();
        for (int i = 0; i < OPERATORS; i++) {
            operators.add(new ChatOperator(client, app.url()).enter());
        }
        var chats = new ArrayList<ChatCitizen>();
        begin(threads, chats, app.url(), CHATS / 4);   // each says little: who writes faster than people do is slowed
        load(threads, chats, operators, owner, 10, TALKS_A_SECOND / 10.0);
        Thread.sleep(QUIET_MS);
        long before = live(app);
        int first = chats.size();
        begin(threads, chats, app.url(), CHATS);
        Thread.sleep(QUIET_MS);
        double each = (live(app) - before) / (double) (chats.size() - first);
        boolean small = Bench.line("chat, memory of an idle one", "%,.0f bytes (%,d chats)".formatted(each, chats.size() - first), "<= 20,000 bytes", each <= 20_000);
        operators.forEach(it -> threads.submit(it::browse));
        load(threads, chats, operators, owner, WARM / 2, TALKS_A_SECOND / 4.0);   // up to the pace by steps, as a morning does
        load(threads, chats, operators, owner, WARM / 2, TALKS_A_SECOND);
        var times = load(threads, chats, operators, owner, SECONDS, TALKS_A_SECOND);
        double worst = times.length == 0 ? Double.POSITIVE_INFINITY : times[Math.max(0, (int) Math.ceil(times.length * 0.99) - 1)] / 1e6;
        boolean quick = Bench.line("chat, citizen to operator and back", "p99 %.0f ms, median %.0f ms (%,d round trips, %,d lost, %d open chats, %d messages/s)".formatted(
            worst, times.length == 0 ? worst : times[times.length / 2] / 1e6, times.length, late.sum(), chats.size(), 2 * TALKS_A_SECOND), "<= 150 ms", worst <= 150 && late.sum() == 0);
        chats.forEach(ChatCitizen::close);
        return quick && small;
    }

    /** So many chats more, each with its first message said and its stream open. */
    private void begin(ExecutorService threads, List<ChatCitizen> chats, URI app, int more) throws Exception {
        var begun = new ArrayList<Future<ChatCitizen>>();
        for (int i = 0; i < more; i++) {
            var place = chats.size() + i;
            begun.add(threads.submit(() -> new ChatCitizen(client, app, place).begin()));
            Thread.sleep(BEGIN_EVERY_MS);
        }
        for (var one : begun) {
            chats.add(one.get());
        }
    }

    /** Round trips at an even pace. @return how long each took from when it was due, sorted */
    private long[] load(ExecutorService threads, List<ChatCitizen> chats, List<ChatOperator> operators, java.sql.Connection owner, int seconds, double talksASecond) throws Exception {
        var talks = talks(owner);
        var times = new ConcurrentLinkedQueue<Long>();
        late.reset();
        var running = new ArrayList<Future<?>>();
        long start = System.nanoTime();
        for (int i = 0; i < seconds * talksASecond; i++) {
            long due = start + (long) (i * 1e9 / talksASecond);
            while (System.nanoTime() < due) {
                Thread.sleep(1);
            }
            var chat = chats.get(i % chats.size());
            var operator = operators.get(i % operators.size());
            var talk = Objects.requireNonNull(talks.get(chat.code()));
            running.add(threads.submit(() -> {
                if (asks(chat, operator, talk)) {
                    times.add(System.nanoTime() - due);
                } else {
                    late.increment();
                }
                return null;
            }));
        }
        for (var one : running) {
            one.get();
        }
        var sorted = times.stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(sorted);
        return sorted;
    }

    /** @return false: not in time, or one of the two was told to come again */
    private static boolean asks(ChatCitizen chat, ChatOperator operator, String talk) throws InterruptedException {
        try {
            return chat.asks(operator, talk);
        } catch (IOException _) {
            return false;
        }
    }

    private static HashMap<String, String> talks(java.sql.Connection owner) throws java.sql.SQLException {
        var talks = new HashMap<String, String>();
        try (var statement = owner.createStatement();
                var rows = statement.executeQuery("select s.code, c.id from webchat_session s join conversation c on c.citizen_id = s.citizen_id")) {
            while (rows.next()) {
                talks.put(rows.getString(1), rows.getString(2));
            }
        }
        return talks;
    }

    /** Bytes of all that lives, after a collection. */
    private static long live(AppProcess app) throws IOException, InterruptedException {
        var jcmd = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(app.pid()), "GC.class_histogram").start();
        var lines = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        jcmd.waitFor();
        return lines.stream().filter(it -> it.startsWith("Total")).map(it -> it.split("\\s+")[2]).mapToLong(Long::parseLong).findFirst()
            .orElseThrow(() -> new IOException("jcmd told nothing of the heap"));
    }

    /** A town with Calenzano's chat, next Wednesday at ten: its desk is open. */
    private static AppProcess app(OwnDatabase database, Path home) throws IOException {
        var towns = Files.createDirectories(home.resolve("towns"));
        try (var profile = Objects.requireNonNull(ChatBench.class.getResourceAsStream("/municipalities/calenzano.yaml"))) {
            Files.writeString(towns.resolve("prova.yaml"), new String(profile.readAllBytes(), StandardCharsets.UTF_8).replaceFirst("(?m)^slug: .*$", "slug: prova"));
        }
        var now = ZonedDateTime.now(ZoneId.of("Europe/Rome"));
        var open = now.with(TemporalAdjusters.next(DayOfWeek.WEDNESDAY)).withHour(10).withMinute(0);
        var environment = new HashMap<>(database.environment());
        environment.put("SPRING_PROFILES_ACTIVE", "demo");
        environment.put("FILODIRETTO_MUNICIPALITIES", towns.toString());
        environment.put("FILODIRETTO_CLOCK_OFFSET", Duration.between(now, open).toString());
        int port = AppProcess.freePort();
        return new AppProcess(port, Path.of("target", "bench-" + port + ".log"), environment);
    }
}
