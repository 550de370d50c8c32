// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
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

    /** By bare connections that stay open, so that what is measured is the server and not the caller. */
    private static long pages(URI app, int seconds) throws Exception {
        var request = "GET %s HTTP/1.1\r\nHost: %s\r\nAccept-Encoding: gzip\r\nAccept-Language: it\r\n\r\n".formatted(PAGE, app.getAuthority())
            .getBytes(StandardCharsets.US_ASCII);
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        try (var callers = Executors.newFixedThreadPool(CALLERS)) {
            long served = 0;
            for (var caller : callers.invokeAll(Collections.<Callable<Long>>nCopies(CALLERS, () -> pages(app, request, end)))) {
                served += caller.get();
            }
            return served;
        }
    }

    private static long pages(URI app, byte[] request, long end) throws IOException {
        long served = 0;
        try (var socket = new Socket(app.getHost(), app.getPort())) {
            var in = new BufferedInputStream(socket.getInputStream(), 32_768);
            while (System.nanoTime() < end) {
                socket.getOutputStream().write(request);
                skipAnswer(in);
                served++;
            }
        }
        return served;
    }

    private static void skipAnswer(BufferedInputStream in) throws IOException {
        if (!line(in).startsWith("HTTP/1.1 200")) {
            throw new IOException("The page was not served");
        }
        long length = -1;
        for (var line = line(in); !line.isEmpty(); line = line(in)) {
            if (line.regionMatches(true, 0, "Content-Length: ", 0, 16)) {
                length = Long.parseLong(line.substring(16));
            }
        }
        in.skipNBytes(length);
    }

    private static String line(BufferedInputStream in) throws IOException {
        var line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("The server hung up");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
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
