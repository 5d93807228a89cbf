package com.example;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;

/** A short program with a pool over a database in memory. The word given says how it ends: return, throw, exit. */
public final class Greeting {
    private Greeting() {}

    public static void main(String[] args) throws SQLException {
        HikariDataSource pool = Hikari.pool("jdbc:h2:mem:greeting", "sa", "", 2);
        try (Connection connection = pool.getConnection()) {
            System.out.println(connection.getClass().getName() + " says " + Queries.one(connection));
            System.out.println(connection.unwrap(Connection.class).getClass().getSimpleName());
        }
        switch (args[0]) {
            case "throw" -> throw new IllegalStateException("the end");
            case "exit" -> System.exit(3);
            default -> pool.close();
        }
    }
}
