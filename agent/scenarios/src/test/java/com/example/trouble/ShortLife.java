package com.example.trouble;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A process of a few seconds: five connections idle once, of which at most two for longer than the limit. */
public final class ShortLife {
    private static final int SHORT = 3;
    private static final int ALL = 5;

    /** Is told role, URL, user, password, limit in milliseconds, seed. */
    public static void main(String[] args) throws Exception {
        double limit = Double.parseDouble(args[4]);
        Random random = new Random(Long.parseLong(args[5]));
        ExecutorService threads = Executors.newFixedThreadPool(ALL);
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < ALL; i++) {
            double from = i < SHORT ? 0.5 : 0.8;
            double to = i < SHORT ? 0.95 : 1.5;
            long idle = (long) (limit * (from + random.nextDouble() * (to - from)));
            all.add(threads.submit(() -> live(idle, args)));
        }
        for (Future<?> each : all) {
            each.get();
        }
        threads.shutdown();
    }

    private static void live(long idle, String... args) {
        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setJdbcUrl(args[1]);
            pool.setUsername(args[2]);
            pool.setPassword(args[3]);
            pool.setMaximumPoolSize(1);
            use(pool);
            Thread.sleep(idle);
            use(pool);
        } catch (SQLException dead) {
            System.out.println("met " + dead.getSQLState());
        } catch (InterruptedException never) {
            throw new IllegalStateException(never);
        }
    }

    private static void use(HikariDataSource pool) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("select 1");
        }
    }

    private ShortLife() {}
}
