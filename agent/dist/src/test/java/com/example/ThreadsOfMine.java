package com.example;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.TreeSet;

/** Tells of its own threads, and of every thread that would keep the JVM from ending. */
public final class ThreadsOfMine {
    private ThreadsOfMine() {}

    public static void main(String[] args) throws SQLException, InterruptedException {
        try (HikariDataSource pool = Hikari.pool("jdbc:h2:mem:threads", "sa", "", 2);
                Connection connection = pool.getConnection()) {
            System.out.println(Queries.one(connection));
            tell(Thread.currentThread());
            Thread other = new Thread(() -> tell(Thread.currentThread()), "other");
            other.start();
            other.join();
            System.out.println(nonDaemons());
        }
    }

    private static void tell(Thread thread) {
        System.out.println(thread.getName() + " daemon=" + thread.isDaemon() + " group="
                + thread.getThreadGroup().getName() + " loader="
                + (thread.getContextClassLoader() == ClassLoader.getSystemClassLoader()));
    }

    private static Set<String> nonDaemons() {
        Set<String> names = new TreeSet<>();
        for (Thread each : Thread.getAllStackTraces().keySet()) {
            if (!each.isDaemon()) {
                names.add(each.getName());
            }
        }
        return names;
    }
}
