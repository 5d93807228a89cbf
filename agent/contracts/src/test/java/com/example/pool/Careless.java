package com.example.pool;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** Does to connections of a pool of one what nobody must once they are closed; and what only looks like that. */
final class Careless {
    private final DataSource pool;

    Careless(DataSource pool) {
        this.pool = pool;
    }

    /** Each wrong thing has a method of its own. */
    void doWrong() throws Exception {
        Connection closed = closed();
        elsewhere(() -> closeAgain(closed));
        create(closed());
        prepare(closed());
        executeOld();
    }

    private Connection closed() throws SQLException {
        Connection connection = pool.getConnection();
        query(connection);
        connection.close();
        return connection;
    }

    private static void closeAgain(Connection closed) throws SQLException {
        closed.close();
    }

    private static void create(Connection closed) {
        try (Statement statement = closed.createStatement()) {
            statement.getMaxRows();
        } catch (SQLException mayBe) {
            return;
        }
    }

    private static void prepare(Connection closed) {
        try (PreparedStatement statement = closed.prepareStatement("SELECT 1")) {
            statement.getMaxRows();
        } catch (SQLException mayBe) {
            return;
        }
    }

    private void executeOld() throws SQLException {
        Connection connection = pool.getConnection();
        Statement statement = connection.createStatement();
        statement.executeQuery("SELECT 1").close();
        connection.close();
        try {
            statement.executeQuery("SELECT 2").close();
        } catch (SQLException mayBe) {
            return;
        }
    }

    void doRight() throws Exception {
        for (int i = 0; i < 3; i++) {
            closeStatementsLate();
            Connection connection = pool.getConnection();
            elsewhere(() -> {
                query(connection);
                connection.close();
            });
        }
        Connection stopped = pool.getConnection();
        query(stopped);
        elsewhere(() -> stopped.abort(Runnable::run));
        create(stopped);
        stopped.close();
    }

    private void closeStatementsLate() throws SQLException {
        Connection connection = pool.getConnection();
        Statement statement = connection.createStatement();
        PreparedStatement prepared = connection.prepareStatement("SELECT 1");
        ResultSet rows = prepared.executeQuery();
        connection.close();
        rows.close();
        prepared.close();
        statement.close();
        connection.isClosed();
    }

    private static void query(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeQuery("SELECT 1").close();
        }
    }

    private interface Step {
        void go() throws SQLException;
    }

    private static void elsewhere(Step step) throws InterruptedException {
        Thread thread = new Thread(
                () -> {
                    try {
                        step.go();
                    } catch (SQLException unexpected) {
                        throw new IllegalStateException(unexpected);
                    }
                },
                "elsewhere");
        thread.start();
        thread.join();
    }
}
