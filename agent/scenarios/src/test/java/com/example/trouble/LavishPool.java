package com.example.trouble;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.locks.LockSupport;

/** Keeps ten connections for one thread, for a good minute; the corrected one keeps two. */
public final class LavishPool {
    private static final long NANOS = 65_000_000_000L;
    private static final long PAUSE_NANOS = 100_000_000L;

    public static void main(String[] args) throws Exception {
        boolean corrected = args[0].equals("corrected");
        HikariDataSource pool = new HikariDataSource(); // for the life of the process
        pool.setPoolName("orders");
        pool.setJdbcUrl(args[1]);
        pool.setUsername(args[2]);
        pool.setPassword(args[3]);
        pool.setMaximumPoolSize(corrected ? 2 : 10);
        use(pool); // it is built only now, which may take its time
        long end = System.nanoTime() + NANOS;
        while (System.nanoTime() < end) {
            use(pool);
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private static void use(HikariDataSource pool) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("select 1");
        }
    }

    private LavishPool() {}
}
