package com.example.wrapper;

import com.example.pool.HikariCp;
import com.example.pool.Target;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** How one library is put around HikariCP or a driver, case by case; each has a constructor without parameters. */
public interface Stack {
    /** Does what the case of that name is about; the target's name is the case's. */
    void run(Target target) throws Exception;

    static DataSource pool(Target target) {
        return new HikariCp().open(target, 2, 20_000);
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
