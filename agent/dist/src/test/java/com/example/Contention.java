package com.example;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;

/** Many threads, two connections, all of them soon given back: URL, user, password. */
public final class Contention {
    private Contention() {}

    public static void main(String[] args) throws InterruptedException {
        try (HikariDataSource pool = Hikari.pool(args[0], args[1], args[2], 2)) {
            Thread[] threads = new Thread[16];
            for (int i = 0; i < threads.length; i++) {
                threads[i] = new Thread(() -> work(pool));
                threads[i].start();
            }
            for (Thread each : threads) {
                each.join();
            }
        }
        System.out.println("all served");
    }

    private static void work(HikariDataSource pool) {
        for (int i = 0; i < 20; i++) {
            try (Connection connection = pool.getConnection()) {
                Queries.number(connection, "SELECT 1 FROM pg_sleep(0.002)");
            } catch (SQLException unexpected) {
                throw new IllegalStateException(unexpected);
            }
        }
    }
}
