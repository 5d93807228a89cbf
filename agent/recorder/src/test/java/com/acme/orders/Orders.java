package com.acme.orders;

import com.acme.Shop;
import com.acme.Step;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import javax.sql.DataSource;

public final class Orders implements Shop {
    @Override
    public void place(DataSource source, Step step) throws Exception {
        try (Connection connection = borrow(source)) {
            step.with(connection);
        }
    }

    @Override
    public void forget(DataSource source, Step step) throws Exception {
        step.with(borrow(source));
    }

    @Override
    public void let(Callable<Connection> framework, Step step) throws Exception {
        step.with(framework.call());
    }

    @Override
    public AutoCloseable keep(DataSource source) throws SQLException {
        return new Repository(source);
    }

    @Override
    public void read(DataSource source, Step step) throws Exception {
        try (Stream<Connection> rows = open(source)) {
            for (Connection connection : rows.toList()) {
                step.with(connection);
            }
        }
    }

    @Override
    public Connection connect(String url) throws SQLException {
        return DriverManager.getConnection(url);
    }

    private static Stream<Connection> open(DataSource source) throws SQLException {
        Connection connection = source.getConnection();
        return Stream.of(connection).onClose(() -> {
            try {
                connection.close();
            } catch (SQLException unwanted) {
                throw new IllegalStateException(unwanted);
            }
        });
    }

    private static Connection borrow(DataSource source) throws SQLException {
        return source.getConnection();
    }
}
