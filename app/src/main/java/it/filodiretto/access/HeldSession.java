// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.access;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.session.Session;

/** A session that knows whether it need be stored: when something in it has changed, or when it was last used half a minute after what is stored says. */
final class HeldSession<S extends Session> implements Session {

    /** An open inbox asks several times a second, and each would be a statement. */
    private static final Duration SELDOM = Duration.ofSeconds(30);

    private final S stored;
    private @Nullable Instant known;

    private HeldSession(S stored, @Nullable Instant known) {
        this.stored = stored;
        this.known = known;
    }

    /** Not stored yet. */
    static <S extends Session> HeldSession<S> fresh(S session) {
        return new HeldSession<>(session, null);
    }

    /** As it was stored. */
    static <S extends Session> HeldSession<S> known(S session) {
        return new HeldSession<>(session, session.getLastAccessedTime());
    }

    boolean needsToBeStored() {
        return known == null || !stored.getLastAccessedTime().isBefore(known.plus(SELDOM));
    }

    S storedNow() {
        known = stored.getLastAccessedTime();
        return stored;
    }

    @Override
    public String getId() {
        return stored.getId();
    }

    @Override
    public String changeSessionId() {
        known = null;
        return stored.changeSessionId();
    }

    @Override
    public <T> @Nullable T getAttribute(String name) {
        return stored.getAttribute(name);
    }

    @Override
    public Set<String> getAttributeNames() {
        return stored.getAttributeNames();
    }

    @Override
    public void setAttribute(String name, Object value) {
        known = null;
        stored.setAttribute(name, value);
    }

    @Override
    public void removeAttribute(String name) {
        known = null;
        stored.removeAttribute(name);
    }

    @Override
    public Instant getCreationTime() {
        return stored.getCreationTime();
    }

    @Override
    public void setLastAccessedTime(Instant at) {
        stored.setLastAccessedTime(at);
    }

    @Override
    public Instant getLastAccessedTime() {
        return stored.getLastAccessedTime();
    }

    @Override
    public void setMaxInactiveInterval(Duration most) {
        known = null;
        stored.setMaxInactiveInterval(most);
    }

    @Override
    public Duration getMaxInactiveInterval() {
        return stored.getMaxInactiveInterval();
    }

    @Override
    public boolean isExpired() {
        return stored.isExpired();
    }
}
