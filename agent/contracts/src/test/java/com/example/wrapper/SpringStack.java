package com.example.wrapper;

import com.example.pool.Target;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.DefaultTransactionDefinition;

/** Spring's data sources around HikariCP, and those that have none beneath. */
public final class SpringStack implements Stack {
    @Override
    public void run(Target target) throws Exception {
        switch (target.name()) {
            case "single" -> single(target);
            case "driver_manager" -> Stack.placeThree(withoutPool(target));
            default -> overPool(target, Stack.pool(target));
        }
    }

    private static void overPool(Target target, DataSource pool) throws Exception {
        switch (target.name()) {
            case "delegating" -> Stack.placeThree(new DelegatingDataSource(pool));
            case "routing" -> Stack.placeThree(routing(pool));
            case "lazy" -> Stack.placeThree(lazy(pool));
            case "lazy_checked" -> Stack.placeThree(new LazyConnectionDataSourceProxy(pool));
            case "lazy_unused" -> leave(lazy(pool));
            case "transaction_aware" -> Stack.placeThree(new TransactionAwareDataSourceProxy(pool));
            case "transaction_aware_unused" ->
                new TransactionAwareDataSourceProxy(pool).getConnection().close();
            case "in_transaction" -> inTransaction(pool);
            case "single_over_pool" -> singleOver(pool, target);
            default -> throw new IllegalArgumentException(target.name());
        }
        Stack.close(pool);
    }

    private static DataSource routing(DataSource pool) {
        AbstractRoutingDataSource routing = new AbstractRoutingDataSource() {
            @Override
            protected Object determineCurrentLookupKey() {
                return "only";
            }
        };
        routing.setTargetDataSources(Map.of("only", pool));
        routing.afterPropertiesSet();
        return routing;
    }

    /** As it is made where the defaults are known; else it borrows a connection to learn them. */
    private static DataSource lazy(DataSource pool) {
        LazyConnectionDataSourceProxy lazy = new LazyConnectionDataSourceProxy();
        lazy.setTargetDataSource(pool);
        return lazy;
    }

    private static void leave(DataSource lazy) throws SQLException {
        try (Connection connection = lazy.getConnection()) {
            connection.setAutoCommit(false);
            connection.setReadOnly(true);
        }
    }

    private static void inTransaction(DataSource pool) throws SQLException {
        DataSourceTransactionManager transactions = new DataSourceTransactionManager(pool);
        DataSource aware = new TransactionAwareDataSourceProxy(pool);
        TransactionStatus status = transactions.getTransaction(new DefaultTransactionDefinition());
        Stack.place(aware);
        Stack.place(aware);
        transactions.commit(status);
    }

    private static void single(Target target) throws SQLException {
        SingleConnectionDataSource single =
                new SingleConnectionDataSource(target.url(), target.user(), target.password(), true);
        Stack.placeThree(single);
        waitASecondOrTwo(target);
        Stack.place(single);
        single.destroy();
    }

    private static void singleOver(DataSource pool, Target target) throws SQLException {
        SingleConnectionDataSource single = new SingleConnectionDataSource(pool.getConnection(), true);
        Stack.placeThree(single);
        waitASecondOrTwo(target);
        Stack.place(single);
        single.destroy();
    }

    /** Long enough for whoever looks for connections that are not used. */
    private static void waitASecondOrTwo(Target target) throws SQLException {
        try (Connection other = DriverManager.getConnection(target.url(), target.user(), target.password());
                Statement statement = other.createStatement()) {
            statement.execute("SELECT pg_sleep(4)");
        }
    }

    private static DataSource withoutPool(Target target) {
        return new DriverManagerDataSource(target.url(), target.user(), target.password());
    }
}
