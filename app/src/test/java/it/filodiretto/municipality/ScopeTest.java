// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.municipality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import it.filodiretto.Town;
import it.filodiretto.TownTest;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Whoever forgets to say for which town sees nothing and is told; nobody changes the town halfway. */
@TownTest
@NullMarked
class ScopeTest {

    @Autowired Town town;
    @Autowired Town otherTown;
    @Autowired JdbcClient db;
    @Autowired PlatformTransactionManager transactions;

    @Test
    void aTransactionSeesItsTownsRowsOnly() {
        town.citizen(town.newPhone());
        assertThat(town.inTransaction(this::citizens)).isEqualTo(1);
        assertThat(otherTown.inTransaction(this::citizens)).isZero();
        assertThat(otherTown.inTransaction(() -> db.sql("delete from citizen").update())).isZero();
        assertThat(town.inTransaction(this::citizens)).isEqualTo(1);
    }

    @Test
    void withoutATownAccessFails() {
        town.citizen(town.newPhone());
        assertThatThrownBy(() -> inTransaction(this::citizens)).hasStackTraceContaining("CurrentMunicipality.inTown");
        assertThatThrownBy(this::citizens).hasStackTraceContaining("CurrentMunicipality.inTown");
        assertThatThrownBy(CurrentMunicipality::require).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aRunningTransactionKeepsItsTown() {
        assertThatThrownBy(() -> town.inTransaction(() -> otherTown.inTown(this::citizens))).isInstanceOf(IllegalStateException.class)
            .hasMessageContaining("cannot become");
        assertThatThrownBy(() -> inTransaction(() -> town.inTown(this::citizens))).isInstanceOf(IllegalStateException.class);
        assertThat(town.inTransaction(() -> town.inTown(this::citizens))).isZero();
    }

    @Test
    void aPooledConnectionForgetsTheTown() {
        for (int i = 0; i < 50; i++) {
            town.inTransaction(this::citizens);
            assertThatThrownBy(() -> inTransaction(this::citizens)).hasStackTraceContaining("No municipality is set");
        }
    }

    @Test
    void anotherThreadBeginsWithoutTown() {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            assertThat(town.inTown(() -> CompletableFuture.supplyAsync(CurrentMunicipality::get, threads).join())).isEmpty();
        }
    }

    private int citizens() {
        return db.sql("select count(*) from citizen").query(Integer.class).single();
    }

    private <T> T inTransaction(Supplier<T> work) {
        return new TransactionTemplate(transactions).execute(_ -> work.get());
    }
}
