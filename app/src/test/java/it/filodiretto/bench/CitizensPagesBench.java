// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** How many of the citizens' pages leave in a second, and how much a browser loads that comes for the first time. */
final class CitizensPagesBench implements Bench.Measured {

    private static final String PAGE = "/bientina/iscrizione";
    private static final int CALLERS = 32;
    private static final int SECONDS = 10;
    /** What the page on subscribing draws with. */
    private static final Pattern FONT = Pattern.compile("url\\(([^)]*(?:titillium-web|roboto-mono)[^)]*(?:regular|600|700)\\.woff2)\\)");

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Override
    public boolean run() throws Exception {
        try (var stage = new Stage(80, Map.of())) {
            pages(stage.app.url(), 5);
            long each = pages(stage.app.url(), SECONDS) / SECONDS;
            int weight = weight(stage.app.url());
            return Bench.line("citizens-pages", "%,d pages/s, first visit %,d bytes".formatted(each, weight), ">= 2,000/s, <= 150,000 bytes",
                each >= 2_000 && weight <= 150_000);
        }
    }

    private long pages(URI app, int seconds) {
        var served = new LongAdder();
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < CALLERS; i++) {
                callers.submit(() -> {
                    while (System.nanoTime() < end) {
                        if (get(app.resolve(PAGE)).length > 0) {
                            served.increment();
                        }
                    }
                    return null;
                });
            }
        }
        return served.sum();
    }

    private int weight(URI app) throws IOException, InterruptedException {
        var page = app.resolve(PAGE);
        var html = get(page);
        int sum = html.length;
        var links = new TreeSet<URI>();
        Pattern.compile("(?:<link rel=\"(?:stylesheet|icon)\" href|<img[^>]* src|<use href)=\"([^\"#]+)").matcher(text(html)).results()
            .forEach(it -> links.add(page.resolve(it.group(1))));
        for (var link : links) {
            var body = get(link);
            sum += body.length;
            if (link.getPath().contains("/app-") && link.getPath().endsWith(".css")) {
                for (var font : FONT.matcher(text(body)).results().toList()) {
                    sum += get(link.resolve(font.group(1))).length;
                }
            }
        }
        return sum;
    }

    private static String text(byte[] body) throws IOException {
        try (var plain = new GZIPInputStream(new java.io.ByteArrayInputStream(body))) {
            return new String(plain.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private byte[] get(URI address) throws IOException, InterruptedException {
        var answer = client.send(HttpRequest.newBuilder(address).header("Accept-Encoding", "gzip").header("Accept-Language", "it").build(), BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw new IOException(address + " answered " + answer.statusCode());
        }
        return answer.body();
    }
}
