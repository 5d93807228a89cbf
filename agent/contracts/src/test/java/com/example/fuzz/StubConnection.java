package com.example.fuzz;

import java.lang.reflect.Proxy;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

final class StubConnection extends NoConnection {
    private final StubServer server;
    private final AtomicBoolean closed = new AtomicBoolean();
    private boolean autoCommit = true;
    private boolean failsToCommit;

    StubConnection(StubServer server) {
        this.server = server;
    }

    /** Of which wrappers ask the URL. */
    @Override
    public DatabaseMetaData getMetaData() {
        return (DatabaseMetaData) Proxy.newProxyInstance(
                StubConnection.class.getClassLoader(),
                new Class<?>[] {DatabaseMetaData.class},
                (self, method, arguments) -> method.getName().equals("getURL") ? StubDriver.URL : null);
    }

    @Override
    public Statement createStatement() throws SQLException {
        requireOpen();
        return new StubStatement(this);
    }

    /** The next commit fails. */
    void failToCommit() {
        failsToCommit = true;
    }

    void requireOpen() throws SQLException {
        if (closed.get()) {
            throw new SQLException("closed", "08003");
        }
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            server.closed.incrementAndGet();
        }
    }

    @Override
    public void abort(Executor executor) {
        close();
    }

    @Override
    public boolean isClosed() {
        return closed.get();
    }

    @Override
    public boolean isValid(int timeout) {
        return !closed.get();
    }

    @Override
    public void commit() throws SQLException {
        requireOpen();
        if (failsToCommit) {
            failsToCommit = false;
            throw new SQLException("deferred constraint", "23000");
        }
    }

    @Override
    public void rollback() throws SQLException {
        requireOpen();
        failsToCommit = false;
    }

    @Override
    public void setAutoCommit(boolean on) throws SQLException {
        requireOpen();
        autoCommit = on;
    }

    @Override
    public boolean getAutoCommit() {
        return autoCommit;
    }
}
