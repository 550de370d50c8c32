// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.municipality;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionDefinition;

/** Tells PostgreSQL, at the start of every transaction, which municipality's rows it may see. */
@Component("transactionManager")
class MunicipalityTransactions extends JdbcTransactionManager {

    MunicipalityTransactions(DataSource dataSource) {
        super(dataSource);
    }

    @Override
    protected void prepareTransactionalConnection(Connection connection, TransactionDefinition definition) throws SQLException {
        super.prepareTransactionalConnection(connection, definition);
        var municipality = CurrentMunicipality.get().map(it -> it.value().toString()).orElse("");
        try (var statement = connection.prepareStatement("select set_config('app.municipality', ?, true)")) {
            statement.setString(1, municipality);
            statement.execute();
        }
    }
}
