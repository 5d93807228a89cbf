package com.example.fuzz;

import com.p6spy.engine.spy.P6DataSource;
import com.zaxxer.hikari.HikariDataSource;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;
import org.apache.commons.dbcp2.BasicDataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;

/** A pool, or none, over a driver, and up to three wrappers around it. */
final class Stacks {
    enum Base {
        HIKARI,
        DBCP,
        TOMCAT,
        OWN,
        OWN_WITH_ONE_HANDLE_EACH,
        OWN_THAT_SAYS_NULL,
        NONE
    }

    enum Wrapper {
        DELEGATING,
        LAZY,
        DATASOURCE_PROXY,
        P6SPY,
        REFLECTION,
        RETRYING;

        /** What it returns says nothing of what it was lent. */
        boolean hidesNull() {
            return this == LAZY || this == DATASOURCE_PROXY;
        }
    }

    final String name;
    final Base base;
    final List<Wrapper> wrappers = new ArrayList<>();
    final boolean isStub;
    final int limit;
    private final int patientMillis;
    final DataSource pool;
    final DataSource outermost;

    /** @param patientMillis how long a pool waits that connects on a thread of its own */
    Stacks(String name, Random random, int patientMillis) {
        this.patientMillis = patientMillis;
        this.name = name;
        base = Base.values()[random.nextInt(Base.values().length)];
        isStub = random.nextInt(4) > 0;
        limit = 2 + random.nextInt(7);
        pool = pool();
        DataSource around = pool;
        for (int depth = random.nextInt(4); depth > 0; depth--) {
            Wrapper wrapper = Wrapper.values()[random.nextInt(Wrapper.values().length)];
            boolean wakes = wrapper == Wrapper.P6SPY && isLazy(); // it asks for the URL, sometimes
            if (wakes || (base == Base.OWN_THAT_SAYS_NULL && wrapper.hidesNull())) {
                wrapper = Wrapper.DELEGATING;
            }
            wrappers.add(wrapper);
            around = wrap(around, wrapper);
        }
        outermost = around;
    }

    /** Whether a borrow begins when the connection is used. */
    boolean isLazy() {
        return wrappers.contains(Wrapper.LAZY);
    }

    private String url() {
        return isStub ? StubDriver.URL + name : "jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1";
    }

    private DataSource pool() {
        String url = url();
        DataSource direct = new NoSource() {
            @Override
            public Connection getConnection() throws SQLException {
                return DriverManager.getConnection(url, "sa", "");
            }
        };
        return switch (base) {
            case HIKARI -> hikari();
            case DBCP -> dbcp();
            case TOMCAT -> tomcat();
            case OWN -> new TinyPool(direct, limit, false, false);
            case OWN_WITH_ONE_HANDLE_EACH -> new TinyPool(direct, limit, true, false);
            case OWN_THAT_SAYS_NULL -> new TinyPool(direct, limit, false, true);
            case NONE -> direct;
        };
    }

    private DataSource hikari() {
        HikariDataSource made = new HikariDataSource();
        made.setPoolName(name);
        made.setJdbcUrl(url());
        made.setUsername("sa");
        made.setMaximumPoolSize(limit);
        made.setMinimumIdle(0);
        made.setConnectionTimeout(patientMillis);
        made.setInitializationFailTimeout(-1);
        return made;
    }

    private DataSource dbcp() {
        BasicDataSource made = new BasicDataSource();
        made.setUrl(url());
        made.setUsername("sa");
        made.setMaxTotal(limit);
        made.setMaxWait(java.time.Duration.ofMillis(20));
        return made;
    }

    private DataSource tomcat() {
        org.apache.tomcat.jdbc.pool.DataSource made = new org.apache.tomcat.jdbc.pool.DataSource();
        made.setName(name);
        made.setUrl(url());
        made.setUsername("sa");
        made.setDriverClassName(isStub ? StubDriver.class.getName() : "org.h2.Driver");
        made.setMaxActive(limit);
        made.setInitialSize(0);
        made.setMinIdle(0);
        made.setMaxWait(20);
        made.setTestOnBorrow(true);
        made.setValidationInterval(0);
        return made;
    }

    private static DataSource wrap(DataSource inner, Wrapper wrapper) {
        return switch (wrapper) {
            case DELEGATING -> new DelegatingDataSource(inner);
            case LAZY -> lazy(inner);
            case DATASOURCE_PROXY -> ProxyDataSourceBuilder.create(inner).build();
            case P6SPY -> new P6DataSource(inner);
            case REFLECTION -> reflection(inner);
            case RETRYING -> new Retrying(inner);
        };
    }

    private static DataSource lazy(DataSource inner) {
        LazyConnectionDataSourceProxy lazy = new LazyConnectionDataSourceProxy();
        lazy.setTargetDataSource(inner);
        lazy.setDefaultAutoCommit(true);
        lazy.setDefaultTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        return lazy;
    }

    /** The connections that it returns are proxies too. */
    private static DataSource reflection(DataSource inner) {
        return proxy(DataSource.class, inner);
    }

    private static <T> T proxy(Class<T> type, Object target) {
        return type.cast(Proxy.newProxyInstance(
                Stacks.class.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    try {
                        Object result = method.invoke(target, arguments);
                        return result instanceof Connection ? proxy(Connection.class, result) : result;
                    } catch (InvocationTargetException failed) {
                        throw failed.getCause();
                    }
                }));
    }

    void close() throws Exception {
        if (pool instanceof org.apache.tomcat.jdbc.pool.DataSource tomcat) {
            tomcat.close(true);
        } else if (pool instanceof AutoCloseable closeable) {
            closeable.close();
        }
    }

    @Override
    public String toString() {
        return base + " of " + limit + " over " + (isStub ? "the stub" : "H2") + " within " + wrappers;
    }

    private static final class Retrying extends NoSource {
        private final DataSource inner;

        Retrying(DataSource inner) {
            this.inner = inner;
        }

        @Override
        public Connection getConnection() throws SQLException {
            try {
                return inner.getConnection();
            } catch (SQLException first) {
                return inner.getConnection();
            }
        }
    }
}
