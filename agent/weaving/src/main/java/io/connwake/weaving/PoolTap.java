package io.connwake.weaving;

import org.jspecify.annotations.Nullable;

/**
 * The data sources of pools whose construction or end no common word shows, one row each: the method that builds the
 * pool, or changes its settings before, and another one than {@code close} that ends it. A pool without a row builds itself at
 * its first acquire, and ends by {@code close}, or nobody hears of it.
 */
final class PoolTap {
    static final String CONSTRUCTOR = "<init>";

    private static final PoolTap[] ROWS = {
        new PoolTap("com/zaxxer/hikari/HikariDataSource", CONSTRUCTOR, ""),
        new PoolTap("com/zaxxer/hikari/HikariConfig", "validate", ""),
        new PoolTap("org/apache/tomcat/jdbc/pool/DataSourceProxy", "createPool", ""),
        new PoolTap("io/agroal/pool/DataSource", CONSTRUCTOR, ""),
        new PoolTap("org/vibur/dbcp/ViburDBCPDataSource", "start", "terminate"),
        new PoolTap("com/alibaba/druid/pool/DruidDataSource", "init", ""),
        new PoolTap("org/h2/jdbcx/JdbcConnectionPool", "", "dispose"),
    };

    private final String className;
    private final String builder;
    private final String end;

    private PoolTap(String className, String builder, String end) {
        this.className = className;
        this.builder = builder;
        this.end = end;
    }

    /** The row of a class by its internal name, or null. */
    static @Nullable PoolTap of(String className) {
        for (PoolTap each : ROWS) {
            if (each.className.equals(className)) {
                return each;
            }
        }
        return null;
    }

    boolean names(String method) {
        return method.equals(builder) || method.equals(end);
    }

    /** A constructor without arguments only makes a bean: the pool is built at its first acquire. */
    @Nullable
    Tap tap(String method, String descriptor) {
        boolean withoutArguments = descriptor.startsWith("()");
        if (method.equals(builder) && withoutArguments != method.equals(CONSTRUCTOR)) {
            return Tap.BUILD;
        }
        return method.equals(end) && descriptor.equals("()V") ? Tap.CLOSE : null;
    }
}
