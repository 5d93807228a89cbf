package com.example;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;

/** Acquires and gives back until it is ended from outside: URL, user, password. */
public final class Endless {
    private Endless() {}

    public static void main(String[] args) throws SQLException, InterruptedException {
        try (HikariDataSource pool = Hikari.pool(args[0], args[1], args[2], 2)) {
            for (int i = 1; true; i++) {
                try (Connection connection = pool.getConnection()) {
                    Queries.one(connection);
                }
                if (i == 100) {
                    System.out.println("a hundred done");
                }
                Thread.sleep(1);
            }
        }
    }
}
