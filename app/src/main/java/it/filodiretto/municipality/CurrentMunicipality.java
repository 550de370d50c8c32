// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.municipality;

import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The municipality on whose behalf the current thread works. Every transaction that begins in the scope declares it to
 * PostgreSQL, whose row policies then show and accept that municipality's rows only.
 *
 * <p>The scope ends with the call. A thread, an executor or an event stream that goes on later takes its own.
 */
public final class CurrentMunicipality {

    private static final ScopedValue<MunicipalityId> SCOPE = ScopedValue.newInstance();

    private CurrentMunicipality() {}

    /** Empty outside of any scope: then only the tables named in {@code open_table} can be reached. */
    public static Optional<MunicipalityId> get() {
        return SCOPE.isBound() ? Optional.of(SCOPE.get()) : Optional.empty();
    }

    /** @throws IllegalStateException outside of any scope */
    public static MunicipalityId require() {
        return get().orElseThrow(() -> new IllegalStateException("No municipality here: wrap the call in CurrentMunicipality.inTown(…)"));
    }

    /** Works in the municipality's scope. @throws IllegalStateException if a transaction of another scope is running */
    public static <T> T inTown(MunicipalityId town, Supplier<T> work) {
        refuseToChangeInsideATransaction(town);
        return ScopedValue.where(SCOPE, town).call(work::get);
    }

    /** As {@link #inTown(MunicipalityId, Supplier)}, without a result. */
    public static void inTown(MunicipalityId town, Runnable work) {
        refuseToChangeInsideATransaction(town);
        ScopedValue.where(SCOPE, town).run(work);
    }

    private static void refuseToChangeInsideATransaction(MunicipalityId town) {
        var now = get();
        if (TransactionSynchronizationManager.isActualTransactionActive() && !now.equals(Optional.of(town))) {
            throw new IllegalStateException("A transaction of "
                + now.map(it -> "municipality " + it).orElse("no municipality") + " is running: it cannot become one of " + town);
        }
    }
}
