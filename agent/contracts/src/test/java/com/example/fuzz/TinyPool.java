package com.example.fuzz;

import com.acme.pools.Handle;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/**
 * Somebody's own pool: with a new handle for each borrow or one for each connection, and null or an exception when it
 * is empty.
 */
final class TinyPool extends NoSource implements AutoCloseable {
    private final DataSource source;
    private final boolean keepsHandles;
    private final boolean saysNull;
    private final Semaphore places;
    private final Deque<Connection> idle = new ArrayDeque<>();
    private final List<Connection> all = new ArrayList<>();
    private final Map<Connection, Lent> handles = new HashMap<>();

    TinyPool(DataSource source, int limit, boolean keepsHandles, boolean saysNull) {
        this.source = source;
        this.keepsHandles = keepsHandles;
        this.saysNull = saysNull;
        this.places = new Semaphore(limit);
    }

    @Override
    public Connection getConnection() throws SQLException {
        if (!hasPlace()) {
            if (saysNull) {
                return null;
            }
            throw new SQLException("Timeout: pool is empty", "08001");
        }
        try {
            return handle(wire());
        } catch (SQLException refused) {
            places.release();
            throw refused;
        }
    }

    private boolean hasPlace() throws SQLException {
        try {
            return places.tryAcquire(20, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            throw new SQLException(interrupted);
        }
    }

    private Connection wire() throws SQLException {
        synchronized (this) {
            Connection kept = idle.poll();
            if (kept != null && !kept.isClosed()) {
                return kept;
            }
        }
        Connection fresh = source.getConnection();
        synchronized (this) {
            all.add(fresh);
        }
        return fresh;
    }

    private synchronized Connection handle(Connection wire) {
        if (!keepsHandles) {
            return new Lent(this, wire);
        }
        Lent kept = handles.computeIfAbsent(wire, any -> new Lent(this, wire));
        kept.lendAgain();
        return kept;
    }

    private void putBack(Connection wire) {
        synchronized (this) {
            idle.add(wire);
        }
        places.release();
    }

    @Override
    public synchronized void close() throws SQLException {
        for (Connection each : all) {
            each.close();
        }
    }

    private static final class Lent extends Handle {
        private final TinyPool pool;
        private final Connection wire;

        Lent(TinyPool pool, Connection wire) {
            this.pool = pool;
            this.wire = wire;
        }

        void lendAgain() {
            open();
        }

        @Override
        protected Connection lent() {
            return wire;
        }

        @Override
        protected void giveBack() {
            pool.putBack(wire);
        }

        @Override
        public Statement createStatement() throws SQLException {
            requireOpen();
            return super.createStatement();
        }

        @Override
        public void setAutoCommit(boolean on) throws SQLException {
            requireOpen();
            super.setAutoCommit(on);
        }

        private void requireOpen() throws SQLException {
            if (isClosed()) {
                throw new SQLException("closed", "08003");
            }
        }
    }
}
