// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.shared;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Rows that one transaction writes by and by, and that nobody reads before its end: written in one statement, just before the
 * commit. What fails then fails the transaction. Outside of a transaction each is written at once.
 */
public final class Gathered<T> {

    private final Consumer<List<T>> write;

    /** @param write one or more, in the order in which they were added */
    public Gathered(Consumer<List<T>> write) {
        this.write = write;
    }

    public void add(T row) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            write.accept(List.of(row));
            return;
        }
        @SuppressWarnings("unchecked") // nobody else binds anything to this
        var waiting = (@Nullable Waiting) TransactionSynchronizationManager.getResource(this);
        if (waiting == null) {
            waiting = new Waiting();
            TransactionSynchronizationManager.bindResource(this, waiting);
            TransactionSynchronizationManager.registerSynchronization(waiting);
        }
        waiting.add(row);
    }

    private final class Waiting implements TransactionSynchronization {

        private final List<T> rows = new ArrayList<>();
        private boolean late;

        void add(T row) {
            if (late) {
                write.accept(List.of(row));
            } else {
                rows.add(row);
            }
        }

        @Override
        public void beforeCommit(boolean readOnly) {
            late = true;
            write.accept(List.copyOf(rows));
        }

        @Override
        public void afterCompletion(int status) {
            TransactionSynchronizationManager.unbindResourceIfPossible(Gathered.this);
        }

        @Override
        public void suspend() {
            TransactionSynchronizationManager.unbindResource(Gathered.this);
        }

        @Override
        public void resume() {
            TransactionSynchronizationManager.bindResource(Gathered.this, this);
        }
    }
}
