package com.example;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/** Both connections of its pool are gone, and two threads ask again and again, each for two seconds. Ends with its input. */
public final class Leaked {
    private static final int PATIENCE_MILLIS = 2_000;

    public static void main(String[] args) throws Exception {
        HikariConfig settings = Hikari.settings(args[0], args[1], args[2], 2);
        settings.setConnectionTimeout(PATIENCE_MILLIS);
        DataSource pool = new HikariDataSource(settings);
        List<Connection> leaked = List.of(pool.getConnection(), pool.getConnection());
        for (int i = 1; i <= 2; i++) {
            Thread asker = new Thread(() -> ask(pool), "asker-" + i);
            asker.setDaemon(true);
            asker.start();
        }
        System.out.println("ready");
        while (System.in.read() >= 0) {
            // Until it ends.
        }
        System.out.println(leaked.size() + " leaked");
        System.exit(0);
    }

    @SuppressWarnings("InfiniteLoopStatement")
    private static void ask(DataSource pool) {
        while (true) {
            try (Connection connection = pool.getConnection()) {
                Queries.one(connection);
            } catch (SQLException inVain) {
                // As expected.
            }
        }
    }

    private Leaked() {}
}
