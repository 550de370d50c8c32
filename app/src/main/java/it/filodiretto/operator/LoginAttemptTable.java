// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.operator;

import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Table {@code login_attempt}: how often an account or an address has tried in vain. An attempt is counted before the
 * password is looked at, so that a hundred at once are no better than one after the other.
 */
@Repository
class LoginAttemptTable {

    private final JdbcClient db;

    LoginAttemptTable(JdbcClient db) {
        this.db = db;
    }

    /**
     * Counts an attempt, unless its subject has to wait. After {@code free} in vain the wait grows: 1, 3, 7, 15 seconds …
     * up to 15 minutes; a day without attempts forgets them.
     */
    boolean admit(byte[] subject, int free) {
        return db.sql("""
                insert into login_attempt as it (subject, failures, last_at, not_before) values (:subject, 1, now(), now())
                on conflict (subject) do update
                   set failures = case when it.last_at < now() - interval '1 day' then 1 else it.failures + 1 end,
                       last_at = now(),
                       not_before = now() + make_interval(secs => case when it.last_at < now() - interval '1 day' then 0
                                             else least(power(2, greatest(least(it.failures + 1, 60) - :free, 0)) - 1, 900) end)
                 where it.not_before <= now()
                returning failures""")
            .param("subject", subject).param("free", free)
            .query(Integer.class).optional().isPresent();
    }

    /** How long the subject has to wait now. */
    Duration wait(byte[] subject) {
        var seconds = db.sql("select ceil(extract(epoch from not_before - now())) from login_attempt where subject = :subject")
            .param("subject", subject).query(Long.class).optional().orElse(1L);
        return Duration.ofSeconds(Math.max(1, seconds));
    }

    void forget(byte[] subject) {
        db.sql("delete from login_attempt where subject = :subject").param("subject", subject).update();
    }

    /** Takes back the attempt that turned out right. */
    void takeBack(byte[] subject) {
        db.sql("update login_attempt set failures = greatest(failures - 1, 0), not_before = now() where subject = :subject")
            .param("subject", subject).update();
    }
}
