package com.example.trouble;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.apache.commons.dbcp2.BasicDataSource;

/**
 * Leaves a connection idle for more than a minute behind something that forgets it; the corrected one keeps it in use, and
 * the tested one is a HikariCP, which looks at it before it lends it. The slow one's is not forgotten: what it asks first after
 * the pause takes longer than the driver waits.
 */
public final class LongSilence {
    private static final long PAUSE_NANOS = 61_000_000_000L;
    private static final int BEFORE = 5;

    public static void main(String[] args) throws Exception {
        if (args[0].equals("tested")) {
            try (HikariDataSource pool = tested(args)) {
                pause(pool);
                ask(pool);
                new PatientWait().forFindings();
            }
        } else {
            try (BasicDataSource pool = untested(args)) {
                pause(pool);
                if (args[0].equals("slow")) {
                    report(pool);
                } else {
                    ask(pool);
                }
                new PatientWait().forFindings();
            }
        }
    }

    private static HikariDataSource tested(String[] args) {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(args[1]);
        pool.setUsername(args[2]);
        pool.setPassword(args[3]);
        pool.setMaximumPoolSize(1);
        pool.setValidationTimeout(1_500);
        return pool;
    }

    private static BasicDataSource untested(String[] args) {
        BasicDataSource pool = new BasicDataSource();
        pool.setUrl(args[1] + "?socketTimeout=3");
        pool.setUsername(args[2]);
        pool.setPassword(args[3]);
        pool.setMaxTotal(1);
        pool.setTestOnBorrow(false);
        if (args[0].equals("corrected")) {
            pool.setTestWhileIdle(true);
            pool.setDurationBetweenEvictionRuns(Duration.ofSeconds(5));
        }
        return pool;
    }

    private static void pause(DataSource pool) {
        for (int i = 0; i < BEFORE; i++) {
            ask(pool);
        }
        long until = System.nanoTime() + PAUSE_NANOS;
        while (System.nanoTime() < until) {
            LockSupport.parkNanos(until - System.nanoTime());
        }
    }

    private static void report(DataSource pool) {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("select pg_sleep(10)");
        } catch (SQLException met) {
            System.out.println(met.getMessage());
        }
    }

    private static void ask(DataSource pool) {
        try (Connection connection = pool.getConnection(); // it hangs below
                Statement statement = connection.createStatement()) {
            statement.execute("select 1");
        } catch (SQLException met) {
            System.out.println(met.getMessage());
        }
    }

    private LongSilence() {}
}
