// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.session.MapSession;
import org.springframework.session.MapSessionRepository;
import org.springframework.session.SessionRepository;

@NullMarked
class SessionLookUpsTest {

    private final List<String> asked = new ArrayList<>();
    private final SessionRepository<MapSession> sessions = SessionLookUps.of(new MapSessionRepository(new ConcurrentHashMap<>()) {
        @Override
        public @Nullable MapSession findById(String id) {
            asked.add(id);
            return super.findById(id);
        }
    });

    @Test
    void theSessionThatARequestHasJustStoredIsNotLookedUpAgainAtItsEndButForTheNextRequest() {
        var session = sessions.createSession();
        sessions.save(session);
        assertThat(sessions.findById(session.getId())).isSameAs(session);
        assertThat(asked).isEmpty();
        assertThat(sessions.findById(session.getId())).isEqualTo(session);
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
}
