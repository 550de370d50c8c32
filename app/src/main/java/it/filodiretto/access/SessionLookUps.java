// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.access;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;

/**
 * Looks a session up once a request. At its end Spring Session stores it and asks at once whether there is such a session
 * ({@code SessionRepositoryFilter}, commitSession), which is the one it has just stored.
 */
final class SessionLookUps<S extends Session> implements SessionRepository<S> {

    private static final long AT_ONCE = Duration.ofMillis(50).toNanos();

    private record Stored<S>(S session, long at) {}

    private final SessionRepository<S> sessions;
    private final ThreadLocal<@Nullable Stored<S>> stored = new ThreadLocal<>();

    private SessionLookUps(SessionRepository<S> sessions) {
        this.sessions = sessions;
    }

    static <S extends Session> SessionRepository<S> of(SessionRepository<S> sessions) {
        return new SessionLookUps<>(sessions);
    }

    @Override
    public S createSession() {
        return sessions.createSession();
    }

    @Override
    public void save(S session) {
        sessions.save(session);
        stored.set(new Stored<>(session, System.nanoTime()));
    }

    @Override
    public @Nullable S findById(String id) {
        var last = stored.get();
        stored.remove();
        return last != null && last.session().getId().equals(id) && System.nanoTime() - last.at() < AT_ONCE ? last.session() : sessions.findById(id);
    }

    @Override
    public void deleteById(String id) {
        stored.remove();
        sessions.deleteById(id);
    }
}
