package com.example.fuzz;

import java.sql.Connection;
import java.sql.SQLException;

final class StubStatement extends NoStatement {
    private final StubConnection connection;
    private boolean closed;

    StubStatement(StubConnection connection) {
        this.connection = connection;
    }

    @Override
    public boolean execute(String sql) throws SQLException {
        connection.requireOpen();
        if (closed) {
            throw new SQLException("closed", "24000");
        }
        if (sql.equals(Work.WRONG)) {
            throw new SQLException("syntax", "42000");
        }
        if (sql.equals(Work.DOOMED)) {
            connection.failToCommit();
        }
        return false;
    }

    @Override
    public void close() {
        closed = true;
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public Connection getConnection() {
        return connection;
    }
}
