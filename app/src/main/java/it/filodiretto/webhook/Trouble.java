// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.webhook;

import java.sql.SQLException;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/** What an exception says of the work that threw it: bad in itself, or only at a bad moment. */
final class Trouble {

    private Trouble() {}

    /** Two stood in each other's way: once more, at once. */
    static boolean isCollision(RuntimeException e) {
        return e instanceof ConcurrencyFailureException || e instanceof DuplicateKeyException;
    }

    /** The database was away, or busy: the same work may succeed later. */
    static boolean passes(RuntimeException e) {
        return e instanceof TransientDataAccessException || e instanceof RecoverableDataAccessException
            || e instanceof DataAccessResourceFailureException || e instanceof CannotCreateTransactionException
            || e instanceof TransactionSystemException || hasPassingState(e);
    }

    /** Connection (08), resources (53), intervention (57). */
    private static boolean hasPassingState(Throwable e) {
        for (var it = e; it != null; it = it.getCause()) {
            if (it instanceof SQLException sql && sql.getSQLState() != null && sql.getSQLState().matches("(08|53|57).*")) {
                return true;
            }
        }
        return false;
    }
}
