// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.session.MapSession;
import org.springframework.session.MapSessionRepository;
import org.springframework.session.SessionRepository;

@NullMarked
class SessionLookUpsTest {

    private final List<String> asked = new ArrayList<>();
    private final List<String> written = new ArrayList<>();
    private final SessionRepository<HeldSession<MapSession>> sessions = SessionLookUps.of(new MapSessionRepository(new ConcurrentHashMap<>()) {
        @Override
        public @Nullable MapSession findById(String id) {
            asked.add(id);
            return super.findById(id);
        }

        @Override
        public void save(MapSession session) {
            written.add(session.getId());
            super.save(session);
        }
    });

    @Test
    void theSessionThatARequestHasJustStoredIsNotLookedUpAgainAtItsEndButForTheNextRequest() {
        var session = sessions.createSession();
        sessions.save(session);
        assertThat(sessions.findById(session.getId())).isSameAs(session);
        assertThat(asked).isEmpty();
        assertThat(sessions.findById(session.getId())).extracting(HeldSession::getId).isEqualTo(session.getId());
        assertThat(asked).containsExactly(session.getId());
    }

    @Test
    void whoWasSignedOutIsNobodyAtOnce() {
        var session = sessions.createSession();
        sessions.save(session);
        sessions.deleteById(session.getId());
        assertThat(sessions.findById(session.getId())).isNull();
    }

    @Test
    void anotherSessionIsLookedUp() {
        sessions.save(sessions.createSession());
        assertThat(sessions.findById("another")).isNull();
        assertThat(asked).containsExactly("another");
    }

    /** As the filter does with each request: it is used, and stored at the end. */
    private void request(HeldSession<MapSession> session, Instant at) {
        session.setLastAccessedTime(at);
        sessions.save(session);
    }

    @Test
    void aSessionThatIsOnlyUsedIsWrittenTwiceAMinute() {
        var session = sessions.createSession();
        var begin = Instant.now();
        request(session, begin);
        var again = next(session);
        request(again, begin.plusSeconds(29));
        assertThat(written).hasSize(1);
        request(again, begin.plusSeconds(30));
        assertThat(written).hasSize(2);
        request(again, begin.plusSeconds(59));
        assertThat(written).hasSize(2);
    }

    @Test
    void whatHasChangedInASessionIsWrittenAtOnce() {
        var session = sessions.createSession();
        request(session, Instant.now());
        List<Consumer<HeldSession<MapSession>>> changes = List.of(it -> it.setAttribute("who", "Anna"), it -> it.removeAttribute("who"),
            HeldSession::changeSessionId, it -> it.setMaxInactiveInterval(Duration.ofMinutes(5)));
        for (var change : changes) {
            written.clear();
            session = next(session);
            change.accept(session);
            request(session, session.getLastAccessedTime().plusMillis(1));
            assertThat(written).containsExactly(session.getId());
        }
    }

    private HeldSession<MapSession> next(HeldSession<MapSession> session) {
        sessions.findById("another");   // what was stored a moment ago is told once
        return Objects.requireNonNull(sessions.findById(session.getId()));
    }
}
