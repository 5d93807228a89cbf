package com.example;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Threads that acquire, ask and give back: URL, user, password, threads, acquires in all, size of the pool. */
public final class Checkouts {
    private Checkouts() {}

    public static void main(String[] args) throws Exception {
        int threads = Integer.parseInt(args[3]);
        int acquires = Integer.parseInt(args[4]);
        try (HikariDataSource pool = Hikari.pool(args[0], args[1], args[2], Integer.parseInt(args[5]))) {
            System.out.println(askAll(pool, threads, acquires / threads) + " answers");
        }
    }

    private static int askAll(HikariDataSource pool, int threads, int acquiresEach) throws Exception {
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        List<Callable<Integer>> work = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            work.add(() -> ask(pool, acquiresEach));
        }
        int answers = 0;
        for (Future<Integer> each : workers.invokeAll(work)) {
            answers += each.get();
        }
        workers.shutdown();
        return answers;
    }

    private static int ask(HikariDataSource pool, int times) throws SQLException {
        int answers = 0;
        for (int i = 0; i < times; i++) {
            try (Connection connection = pool.getConnection()) {
                answers += Queries.one(connection);
            }
        }
        return answers;
    }
}
