package com.example.trouble;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;

/** Closes its pool, as a refresh of the configuration does, while a job is at work; the corrected one waits for that. */
public final class RefreshedPool {
    private static final CountDownLatch BORROWED = new CountDownLatch(1);

    public static void main(String[] args) throws Exception {
        boolean corrected = args[0].equals("corrected");
        HikariDataSource pool = new HikariDataSource();
        pool.setPoolName("orders");
        pool.setJdbcUrl(args[1]);
        pool.setUsername(args[2]);
        pool.setPassword(args[3]);
        pool.setMaximumPoolSize(2);
        Thread job = new Thread(() -> work(pool), "job");
        job.start();
        BORROWED.await();
        if (corrected) {
            job.join();
        }
        refresh(pool);
        job.join();
        new PatientWait().forFindings();
    }

    private static void work(HikariDataSource pool) {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            BORROWED.countDown();
            statement.execute("select pg_sleep(1)");
            System.out.println("done");
        } catch (SQLException failed) {
            System.out.println("failed " + failed.getSQLState());
        }
    }

    private static void refresh(HikariDataSource pool) {
        pool.close();
    }

    private RefreshedPool() {}
}
