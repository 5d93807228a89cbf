package com.example;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;

/** A pool whose server is not there: URL, user, password. */
public final class Unreachable {
    /** Within that time the pool's own thread must have been refused, on a busy machine too. */
    private static final int MILLIS = 1_000;

    private Unreachable() {}

    public static void main(String[] args) {
        HikariConfig settings = Hikari.settings(args[0], args[1], args[2], 2);
        settings.setInitializationFailTimeout(-1);
        settings.setConnectionTimeout(MILLIS);
        try (HikariDataSource pool = new HikariDataSource(settings)) {
            for (int i = 0; i < 3; i++) {
                ask(pool);
            }
        }
    }

    private static void ask(HikariDataSource pool) {
        try (Connection connection = pool.getConnection()) {
            System.out.println("connected " + Queries.one(connection));
        } catch (SQLException refused) {
            System.out.println(refused.getClass().getSimpleName());
        }
    }
}
