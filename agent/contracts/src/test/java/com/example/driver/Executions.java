package com.example.driver;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;

/** Every way to execute a statement, counted by the application itself. */
final class Executions {
    private static final int AMOUNT = 7;

    private final Product product;
    private final String table;
    private int executed;
    private int refused;
    private int notThere;

    Executions(Product product, String table) {
        this.product = product;
        this.table = table;
    }

    String run(Connection connection) throws SQLException {
        try (connection) {
            plain(connection);
            keys(connection);
            prepared(connection);
            scrolled(connection);
        }
        return told();
    }

    String call(Connection connection) throws SQLException {
        try (connection) {
            if (!product.procedure.isEmpty()) {
                try (Statement statement = connection.createStatement()) {
                    count(statement.execute(product.procedure));
                }
            }
            try (CallableStatement call = connection.prepareCall(product.call)) {
                if (product.call.startsWith("{?")) {
                    call.registerOutParameter(1, Types.VARCHAR);
                    call.setString(2, "said");
                }
                count(call.execute());
            }
        }
        return told();
    }

    private String told() {
        return "executed=" + executed + " refused=" + refused + " absent=" + notThere;
    }

    private void plain(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            count(statement.execute(product.createTable(table)));
            count(statement.executeUpdate(product.insert(table)));
            count(statement.execute(product.query));
            count(statement.executeQuery(product.query));
            statement.addBatch(product.insert(table));
            statement.addBatch(product.insert(table));
            count(statement.executeBatch());
            attempt(() -> statement.executeLargeUpdate(product.insert(table)));
        }
    }

    private void keys(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            attempt(() -> statement.executeUpdate(product.insert(table), Statement.RETURN_GENERATED_KEYS));
            statement.getGeneratedKeys().close();
        }
        try (PreparedStatement statement =
                connection.prepareStatement(product.insert(table), Statement.RETURN_GENERATED_KEYS)) {
            count(statement.executeUpdate());
            statement.getGeneratedKeys().close();
        }
    }

    private void prepared(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(product.query)) {
            count(statement.executeQuery());
            count(statement.execute());
        }
        try (PreparedStatement statement = connection.prepareStatement(product.insertAny(table))) {
            statement.setInt(1, AMOUNT);
            count(statement.executeUpdate());
            count(statement.execute());
            statement.addBatch();
            statement.setInt(1, AMOUNT);
            statement.addBatch();
            count(statement.executeBatch());
            statement.setInt(1, AMOUNT);
            attempt(statement::executeLargeUpdate);
        }
    }

    private void scrolled(Connection connection) throws SQLException {
        try (Statement statement =
                connection.createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY)) {
            count(statement.executeQuery(product.query));
        }
        try (PreparedStatement statement =
                connection.prepareStatement(product.query, ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY)) {
            count(statement.executeQuery());
        }
    }

    private interface Attempt {
        long execute() throws SQLException;
    }

    /** Where the driver's own method says that it can't, that is an execution that failed. */
    private void attempt(Attempt attempt) {
        try {
            attempt.execute();
            executed++;
        } catch (SQLException older) {
            executed++;
            refused++;
        } catch (UnsupportedOperationException oldest) {
            notThere++;
        }
    }

    private void count(ResultSet result) throws SQLException {
        executed++;
        result.close();
    }

    @SuppressWarnings("unused") // whatever it was
    private void count(Object affected) {
        executed++;
    }
}
