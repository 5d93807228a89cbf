package com.acme.pools;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** Two connections and who has them. */
public final class Stock {
    private static final int LIMIT = 2;

    private final BlockingQueue<Connection> idle = new ArrayBlockingQueue<>(LIMIT);
    private final List<Connection> all = new ArrayList<>();
    private final Opener opener;

    public Stock(Opener opener) {
        this.opener = opener;
    }

    /** Opens both on a thread of its own, before anybody asks. */
    public Stock filled() {
        Thread filler = new Thread(this::fill, "night shift");
        filler.start();
        try {
            filler.join();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
        return this;
    }

    private void fill() {
        try {
            while (all.size() < LIMIT) {
                idle.add(open());
            }
        } catch (SQLException refused) {
            throw new IllegalStateException(refused);
        }
    }

    Connection open() throws SQLException {
        Connection fresh = opener.open();
        all.add(fresh);
        return fresh;
    }

    /** None is idle, and there is room for one more. */
    boolean mayOpen() {
        return idle.isEmpty() && all.size() < LIMIT;
    }

    Connection take() throws SQLException {
        Connection kept = idle.poll();
        if (kept == null && mayOpen()) {
            return open();
        }
        try {
            return kept == null ? idle.take() : kept;
        } catch (InterruptedException interrupted) {
            throw new SQLException(interrupted);
        }
    }

    void putBack(Connection connection) {
        idle.add(connection);
    }

    public void closeAll() throws SQLException {
        for (Connection each : all) {
            each.close();
        }
    }
}
