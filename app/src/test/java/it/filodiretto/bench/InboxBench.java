// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.bench;

import it.filodiretto.outside.AppProcess;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/** The inbox's pages with a thousand conversations and with a million: how long the server takes, and how heavy the first is. */
final class InboxBench implements Bench.Measured {

    private static final int FEW = 1_000;
    private static final int MANY = Integer.getInteger("conversations", 1_000_000);
    private static final int WARM = 60;
    private static final int TIMES = 120;
    private static final List<String> LISTS = List.of("", "?stato=tutte", "?stato=chiuse", "?stato=ritardo");

    private final HttpClient client = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

    @Override
    public boolean run() throws Exception {
        var home = Files.createTempDirectory("filodiretto-bench");
        System.setProperty("app.tier", "4");
        try (var database = new OwnDatabase(home); var app = app(database, home).start(); var owner = database.connect()) {
            enter(app.url());
            fill(owner, 1, FEW);
            var few = measure(app.url());
            fill(owner, FEW + 1, MANY);
            var many = measure(app.url());
            boolean good = true;
            for (int i = 0; i < LISTS.size(); i++) {
                double ratio = many[i] / few[i];
                good &= Bench.line("inbox" + LISTS.get(i), "%.2f (%.1f ms with %,d, %.1f ms with %,d)".formatted(ratio, many[i], MANY, few[i], FEW), "<= 1.5", ratio <= 1.5);
            }
            int weight = get(app.url(), "", "gzip").body().length;
            return Bench.line("inbox, first page", "%,d bytes compressed".formatted(weight), "<= 100,000 bytes", weight <= 100_000) && good;
        }
    }

    /** @return medians in milliseconds, list by list */
    private double[] measure(URI app) throws IOException, InterruptedException {
        var medians = new double[LISTS.size()];
        for (int i = 0; i < medians.length; i++) {
            var times = new double[TIMES];
            for (int round = -WARM; round < TIMES; round++) {
                long from = System.nanoTime();
                get(app, LISTS.get(i), "identity");
                times[Math.max(round, 0)] = (System.nanoTime() - from) / 1e6;
            }
            Arrays.sort(times);
            medians[i] = times[TIMES / 2];
        }
        return medians;
    }

    /** One in fifty waits, one in a hundred for too long, a third was answered, the rest is over. */
    private static void fill(Connection owner, int first, int last) throws SQLException {
        try (var statement = owner.createStatement()) {
            for (var sql : List.of(
                "insert into citizen (id, municipality_id) select md5('c' || i)::uuid, t.id from municipality t, generate_series(%d, %d) i where t.slug = 'prova'",
                """
                insert into conversation (id, municipality_id, citizen_id, office_code, state, opened_at, last_inbound_at, waiting_since, escalated_at, outcome)
                select md5('t' || i)::uuid, t.id, md5('c' || i)::uuid, 'sportello', case when i %% 50 = 0 then 'NEW' when i %% 3 = 0 then 'PENDING' else 'CLOSED' end,
                       now() - i * interval '20 seconds', now() - i * interval '20 seconds', case when i %% 50 = 0 then now() - i * interval '20 seconds' end,
                       case when i %% 100 = 0 then now() end, case when i %% 50 <> 0 and i %% 3 <> 0 then 'ANSWERED' end
                  from municipality t, generate_series(%d, %d) i where t.slug = 'prova'""",
                """
                insert into inbound_message (id, municipality_id, lane_id, citizen_id, external_id, content, written_at, received_at, taken_by)
                select md5('m' || i)::uuid, t.id, (select id from sender_lane l where l.municipality_id = t.id limit 1), md5('c' || i)::uuid, 'bench-' || i,
                       jsonb_build_object('kind', 'text', 'body', 'Buongiorno, quando passa la raccolta in via Roma ' || i || '?'),
                       now() - i * interval '20 seconds', now() - i * interval '20 seconds', 'Conversations'
                  from municipality t, generate_series(%d, %d) i where t.slug = 'prova'""")) {
                statement.execute(sql.formatted(first, last));
            }
            statement.execute("vacuum analyze citizen, conversation, inbound_message");
        }
    }

    private void enter(URI app) throws IOException, InterruptedException {
        var form = send(HttpRequest.newBuilder(app.resolve("/console/login")).GET());
        var guard = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"").matcher(new String(form.body(), StandardCharsets.UTF_8));
        if (!guard.find()) {
            throw new IOException("The page of the login has no guard");
        }
        send(HttpRequest.newBuilder(app.resolve("/console/login")).header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString("email=operatore@prova.example&password=demo&_csrf=" + URLEncoder.encode(guard.group(1), StandardCharsets.UTF_8))));
    }

    private HttpResponse<byte[]> get(URI app, String list, String encoding) throws IOException, InterruptedException {
        var answer = send(HttpRequest.newBuilder(app.resolve("/console/prova/messaggi" + list)).header("Accept-Encoding", encoding).GET());
        if (answer.statusCode() != 200) {
            throw new IOException("The inbox answered " + answer.statusCode());
        }
        return answer;
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofByteArray());
    }

    private static AppProcess app(OwnDatabase database, Path home) throws IOException {
        var towns = Files.createDirectories(home.resolve("towns"));
        try (var profile = Objects.requireNonNull(InboxBench.class.getResourceAsStream("/municipalities/santa-fiora.yaml"))) {
            Files.writeString(towns.resolve("prova.yaml"), new String(profile.readAllBytes(), StandardCharsets.UTF_8).replaceFirst("(?m)^slug: .*$", "slug: prova"));
        }
        var environment = new HashMap<>(database.environment());
        environment.put("SPRING_PROFILES_ACTIVE", "demo");
        environment.put("FILODIRETTO_MUNICIPALITIES", towns.toString());
        int port = AppProcess.freePort();
        return new AppProcess(port, Path.of("target", "bench-" + port + ".log"), environment);
    }
}
