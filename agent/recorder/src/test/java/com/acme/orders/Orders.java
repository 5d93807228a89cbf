package com.acme.orders;

import com.acme.Shop;
import com.acme.Step;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.Callable;
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
    public Connection connect(String url) throws SQLException {
        return DriverManager.getConnection(url);
    }

    private static Connection borrow(DataSource source) throws SQLException {
        return source.getConnection();
    }
}
