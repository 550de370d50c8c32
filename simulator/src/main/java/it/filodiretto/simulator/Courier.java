// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.http.HttpMethod;

/**
 * Brings webhooks to the application, as Meta does: signed over the exact bytes, at least once, concurrently, in no
 * promised order, again after each answer that is not 200, less and less often.
 */
final class Courier implements AutoCloseable {

    private static final int REFUSED = -1;
    private static final int NO_ANSWER = 0;

    private final HttpClient client = new HttpClient();
    private final Executor threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Supplier<WebhookRules> rules;
    private final Secrets secrets;
    private final List<URI> usualTargets;
    private final Faults faults;
    private final WireLog wire;
    private final Map<URI, Target> known = new ConcurrentHashMap<>();
    private final AtomicInteger turn = new AtomicInteger();
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile boolean closed;

    Courier(SimulatorSettings settings, Supplier<WebhookRules> rules, Faults faults, WireLog wire) {
        this.rules = rules;
        this.secrets = settings.secrets();
        this.usualTargets = settings.webhooks();
        this.faults = faults;
        this.wire = wire;
        client.setMaxConnectionsPerDestination(256);
        client.setMaxRequestsQueuedPerDestination(1_000_000);
        client.setConnectTimeout(2_000);
        client.setFollowRedirects(false);
        client.setUserAgentField(null);
    }

    void start() throws Exception {
        client.start();
    }

    /** Posts a body until it is taken; returns at once. */
    void post(List<URI> ownTargets, byte[] body) {
        post(ownTargets, body, () -> {});
    }

    /** @param taken called each time a copy was answered with 200 */
    void post(List<URI> ownTargets, byte[] body, Runnable taken) {
        var targets = ownTargets.isEmpty() ? usualTargets : ownTargets;
        if (targets.isEmpty()) {
            return;
        }
        var twice = faults.strike(FaultKind.DUPLICATE_WEBHOOK, null) != null;
        for (var copy = 0; copy < (twice ? 2 : 1); copy++) {
            waiting.incrementAndGet();
            threads.execute(() -> bring(targets, body, taken));
        }
    }

    /** Webhooks not yet taken. */
    int waiting() {
        return waiting.get();
    }

    private void bring(List<URI> targets, byte[] body, Runnable taken) {
        try {
            var pause = Duration.ZERO;
            var began = System.nanoTime();
            while (!closed && !attempt(targets, body)) {
                if (System.nanoTime() - began > rules.get().retryFor().toNanos()) {
                    wire.toTown("lasciata: nessuno l’ha presa per " + rules.get().retryFor().toDays() + " giorni");
                    return;
                }
                Thread.sleep(pause);
                var current = rules.get();
                pause = pause.isZero() ? current.retryAfter() : pause.multipliedBy(2);
                pause = pause.compareTo(current.retryAtMost()) > 0 ? current.retryAtMost() : pause;
            }
            taken.run();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            waiting.decrementAndGet();
        }
    }

    private boolean attempt(List<URI> targets, byte[] body) throws InterruptedException {
        if (faults.strike(FaultKind.NETWORK_DOWN, null) != null) {
            return false;
        }
        var wrong = faults.strike(FaultKind.WRONG_SIGNATURE, null) != null;
        var signature = Signature.of(body, wrong ? secrets.app() + " (wrong)" : secrets.app());
        var candidates = inTurn(targets);
        while (!candidates.isEmpty()) {
            var target = Target.choose(candidates);
            var status = NO_ANSWER;
            try {
                status = post(target.address(), body, signature);
            } finally {
                target.avoid(after(status));
                target.release();
            }
            if (status == REFUSED) {
                candidates.remove(target);
            } else {
                return taken(status);
            }
        }
        return taken(REFUSED);
    }

    private static Duration after(int status) {
        return switch (status) {
            case REFUSED -> Duration.ofSeconds(1);
            case NO_ANSWER -> Duration.ofSeconds(5);
            default -> Duration.ZERO;
        };
    }

    private boolean taken(int status) {
        if (status != 200) {
            wire.webhookNotTaken(status);
        }
        return status == 200;
    }

    /** Each attempt begins with another address. */
    private List<Target> inTurn(List<URI> targets) {
        var ordered = new ArrayList<Target>();
        targets.forEach(it -> ordered.add(known.computeIfAbsent(it, address -> new Target(address, rules.get().concurrent()))));
        Collections.rotate(ordered, Math.floorMod(turn.getAndIncrement(), ordered.size()));
        return ordered;
    }

    private int post(URI target, byte[] body, String signature) throws InterruptedException {
        try {
            return client.newRequest(target).method(HttpMethod.POST)
                    .headers(it -> it.put("X-Hub-Signature-256", signature).put("User-Agent", "facebookexternalua"))
                    .body(new BytesRequestContent("application/json", body))
                    .timeout(rules.get().timeout().toMillis(), TimeUnit.MILLISECONDS)
                    .send().getStatus();
        } catch (TimeoutException _) {
            return NO_ANSWER;
        } catch (ExecutionException failure) {
            return failure.getCause() instanceof ConnectException ? REFUSED : NO_ANSWER;
        }
    }

    /** Meta's handshake with one address. */
    boolean verify(URI target, String verifyToken) {
        var challenge = UUID.randomUUID().toString();
        var query = "hub.mode=subscribe&hub.challenge=" + challenge + "&hub.verify_token="
                + URLEncoder.encode(verifyToken, StandardCharsets.UTF_8);
        try {
            var answer = client.newRequest(URI.create(target + (target.getQuery() == null ? "?" : "&") + query))
                    .timeout(rules.get().timeout().toMillis(), TimeUnit.MILLISECONDS).send();
            return answer.getStatus() == 200 && answer.getContentAsString().equals(challenge);
        } catch (TimeoutException | ExecutionException _) {
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    List<URI> usualTargets() {
        return usualTargets;
    }

    @Override
    public void close() throws Exception {
        closed = true;
        client.stop();
    }
}
