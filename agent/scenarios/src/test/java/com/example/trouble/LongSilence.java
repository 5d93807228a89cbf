package com.example.trouble;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.apache.commons.dbcp2.BasicDataSource;

/** Leaves a connection idle for more than a minute behind something that forgets it; the corrected one keeps it in use. */
public final class LongSilence {
    private static final long PAUSE_NANOS = 61_000_000_000L;
    private static final int BEFORE = 5;

    public static void main(String[] args) throws Exception {
        try (BasicDataSource pool = new BasicDataSource()) {
            pool.setUrl(args[1] + "?socketTimeout=3");
            pool.setUsername(args[2]);
            pool.setPassword(args[3]);
            pool.setMaxTotal(1);
            pool.setTestOnBorrow(false);
            if (args[0].equals("corrected")) {
                pool.setTestWhileIdle(true);
                pool.setDurationBetweenEvictionRuns(Duration.ofSeconds(5));
            }
            for (int i = 0; i < BEFORE; i++) {
                ask(pool);
            }
            long until = System.nanoTime() + PAUSE_NANOS;
            while (System.nanoTime() < until) {
                LockSupport.parkNanos(until - System.nanoTime());
            }
            ask(pool);
            new PatientWait().forFindings();
        }
    }

    private static void ask(BasicDataSource pool) {
        try (Connection connection = pool.getConnection(); // it hangs below
                Statement statement = connection.createStatement()) {
            statement.execute("select 1");
        } catch (SQLException met) {
            System.out.println(met.getMessage());
        }
    }

    private LongSilence() {}
}
