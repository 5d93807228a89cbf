package io.connwake.benchmarks.program;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * One acquire and its release. The connection escapes, as one that is used does: else the compiler may remove the pool's
 * own handle where there is no agent, and the agent would be charged for it.
 */
final class Borrow implements Batches.Cycle {
    private final DataSource pool;
    private @Nullable Connection last;

    Borrow(DataSource pool) {
        this.pool = pool;
    }

    @Override
    public void turn() throws SQLException {
        Connection connection = pool.getConnection();
        last = connection;
        connection.close();
    }

    /** Keeps the field from being one that nobody reads. */
    @Override
    public String toString() {
        return "last borrowed: " + last;
    }
}
