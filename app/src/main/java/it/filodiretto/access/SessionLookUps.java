// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.access;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;

/**
 * Looks a session up once a request, and stores it when it needs to be. At the end of each request Spring Session stores it and asks at
 * once whether there is such a session ({@code SessionRepositoryFilter}, commitSession), which is the one that the request had.
 */
final class SessionLookUps<S extends Session> implements SessionRepository<HeldSession<S>> {

    private static final long AT_ONCE = Duration.ofMillis(50).toNanos();

    private record Stored<S extends Session>(HeldSession<S> session, long at) {}

    private final SessionRepository<S> sessions;
    private final ThreadLocal<@Nullable Stored<S>> stored = new ThreadLocal<>();

    private SessionLookUps(SessionRepository<S> sessions) {
        this.sessions = sessions;
    }

    static <S extends Session> SessionRepository<HeldSession<S>> of(SessionRepository<S> sessions) {
        return new SessionLookUps<>(sessions);
    }

    @Override
    public HeldSession<S> createSession() {
        return HeldSession.fresh(sessions.createSession());
    }

    @Override
    public void save(HeldSession<S> session) {
        if (session.needsToBeStored()) {
            sessions.save(session.storedNow());
        }
        stored.set(new Stored<>(session, System.nanoTime()));
    }

    @Override
    public @Nullable HeldSession<S> findById(String id) {
        var last = stored.get();
        stored.remove();
        if (last != null && last.session().getId().equals(id) && System.nanoTime() - last.at() < AT_ONCE) {
            return last.session();
        }
        var found = sessions.findById(id);
        return found == null ? null : HeldSession.known(found);
    }

    @Override
    public void deleteById(String id) {
        stored.remove();
        sessions.deleteById(id);
    }
}
