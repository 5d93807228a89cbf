package com.example.wrapper;

import com.example.pool.Target;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** How one library is put around HikariCP or a driver, case by case; each has a constructor without parameters. */
public interface Stack {
    /** Does what the case of that name is about; the target's name is the case's. */
    void run(Target target) throws Exception;

    /** Opens its first connection within the first borrow, as it does unless told otherwise. */
    static DataSource pool(Target target) {
        HikariDataSource pool = new HikariDataSource();
        pool.setPoolName(target.name());
        pool.setJdbcUrl(target.url());
        pool.setUsername(target.user());
        pool.setPassword(target.password());
        pool.setMaximumPoolSize(2);
        pool.setMinimumIdle(0);
        return pool;
    }

    static void close(DataSource pool) throws Exception {
        ((AutoCloseable) pool).close();
    }

    /** Three borrows, one after the other. */
    static void placeThree(DataSource dataSource) throws SQLException {
        for (int i = 0; i < 3; i++) {
            place(dataSource);
        }
    }

    /** One borrow with two statements. */
    static void place(DataSource dataSource) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            query(connection);
            query(connection);
        }
    }

    static void query(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT 1");
        }
    }
}
