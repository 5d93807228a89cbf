package com.example.driver;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Six connections, one after the other, and how the work on each of them ends. */
final class Transactions {
    private final Product product;
    private final String table;

    Transactions(Product product, String table) {
        this.product = product;
        this.table = table;
    }

    interface Opener {
        Connection connect() throws SQLException;
    }

    String run(Opener opener) throws SQLException {
        try (Connection automatic = opener.connect()) {
            execute(automatic, product.createTable(table));
            execute(automatic, product.insert(table));
        }
        try (Connection committed = opener.connect()) {
            begin(committed);
            committed.commit();
        }
        try (Connection rolledBack = opener.connect()) {
            begin(rolledBack);
            rolledBack.rollback();
        }
        try (Connection switchedBack = opener.connect()) {
            begin(switchedBack);
            switchedBack.setAutoCommit(true);
        }
        try (Connection unused = opener.connect()) {
            unused.setAutoCommit(false);
        }
        Connection leftOpen = opener.connect();
        begin(leftOpen);
        return "ok " + close(leftOpen);
    }

    private void begin(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        execute(connection, product.insert(table));
    }

    /** Some will not close it so. */
    private static String close(Connection leftOpen) throws SQLException {
        try {
            leftOpen.close();
            return "closed";
        } catch (SQLException refused) {
            leftOpen.rollback();
            leftOpen.close();
            return "refused to close " + refused.getSQLState();
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }
}
