package io.connwake.recorder;

import static io.connwake.recorder.PoolSettings.Key.ACQUIRE_TIMEOUT;
import static io.connwake.recorder.PoolSettings.Key.IDLE_TIMEOUT;
import static io.connwake.recorder.PoolSettings.Key.KEEPALIVE;
import static io.connwake.recorder.PoolSettings.Key.LEAK_THRESHOLD;
import static io.connwake.recorder.PoolSettings.Key.LIFETIME;
import static io.connwake.recorder.PoolSettings.Key.LIMIT;
import static io.connwake.recorder.PoolSettings.Key.MAXIMUM_IDLE;
import static io.connwake.recorder.PoolSettings.Key.MINIMUM_IDLE;
import static io.connwake.recorder.PoolSettings.Key.NAME;
import static io.connwake.recorder.PoolSettings.Key.TESTS_ON_BORROW;
import static io.connwake.recorder.PoolSettings.Key.VALIDATION_TIMEOUT;
import static io.connwake.recorder.PoolSettings.Unit.MILLIS;
import static io.connwake.recorder.PoolSettings.Unit.SECONDS;

import io.connwake.recorder.event.PoolUpkeep;
import org.jspecify.annotations.Nullable;

/** One row for each class of pool whose settings we can read; read from the libraries' own sources. */
final class PoolTable {
    private static final PoolSettings[] ROWS = {
        new PoolSettings("com.zaxxer.hikari.HikariConfig")
                .corrects()
                .at(NAME, "pool.config.poolName", "poolName")
                .at(LIMIT, "pool.config.maxPoolSize", "maxPoolSize")
                .at(MINIMUM_IDLE, "pool.config.minIdle", "minIdle")
                .at(ACQUIRE_TIMEOUT, "pool.config.connectionTimeout", "connectionTimeout")
                .at(LIFETIME, "pool.config.maxLifetime", "maxLifetime")
                .at(IDLE_TIMEOUT, "pool.config.idleTimeout", "idleTimeout")
                .at(KEEPALIVE, "pool.config.keepaliveTime", "keepaliveTime")
                .at(VALIDATION_TIMEOUT, "pool.config.validationTimeout", "validationTimeout")
                .at(LEAK_THRESHOLD, "pool.config.leakDetectionThreshold", "leakDetectionThreshold"),
        new PoolSettings("org.apache.tomcat.jdbc.pool.DataSourceProxy")
                .corrects()
                .at(NAME, "poolProperties.name")
                .generates("Tomcat Connection Pool[")
                .at(LIMIT, "poolProperties.maxActive")
                .at(MINIMUM_IDLE, "poolProperties.minIdle")
                .at(MAXIMUM_IDLE, "poolProperties.maxIdle")
                .at(ACQUIRE_TIMEOUT, "poolProperties.maxWait")
                .at(LIFETIME, "poolProperties.maxAge")
                .at(IDLE_TIMEOUT, "poolProperties.minEvictableIdleTimeMillis")
                .onlyWith(IDLE_TIMEOUT, "poolProperties.timeBetweenEvictionRunsMillis")
                .at(KEEPALIVE, "poolProperties.timeBetweenEvictionRunsMillis")
                .onlyWith(KEEPALIVE, "poolProperties.testWhileIdle")
                .at(VALIDATION_TIMEOUT, SECONDS, "poolProperties.validationQueryTimeout")
                .at(LEAK_THRESHOLD, SECONDS, "poolProperties.removeAbandonedTimeout")
                .onlyWith(LEAK_THRESHOLD, "poolProperties.removeAbandoned")
                .at(TESTS_ON_BORROW, "poolProperties.testOnBorrow")
                .inert(
                        PoolUpkeep.IDLE_TIMEOUT,
                        new String[] {"poolProperties.minEvictableIdleTimeMillis"},
                        60_000,
                        "poolProperties.timeBetweenEvictionRunsMillis")
                .inert(
                        PoolUpkeep.IDLE_TEST,
                        new String[] {"poolProperties.testWhileIdle"},
                        PoolSettings.SWITCH,
                        "poolProperties.timeBetweenEvictionRunsMillis"),
        commonsPool("org.apache.commons.dbcp2.PoolingDataSource"),
        commonsPool("org.apache.tomcat.dbcp.dbcp2.PoolingDataSource"),
        new PoolSettings("com.mchange.v2.c3p0.impl.AbstractPoolBackedDataSource")
                .at(NAME, "dataSourceName")
                .at(LIMIT, "connectionPoolDataSource.maxPoolSize")
                .at(MINIMUM_IDLE, "connectionPoolDataSource.minPoolSize")
                .at(ACQUIRE_TIMEOUT, "connectionPoolDataSource.checkoutTimeout")
                .at(LIFETIME, SECONDS, "connectionPoolDataSource.maxConnectionAge")
                .at(IDLE_TIMEOUT, SECONDS, "connectionPoolDataSource.maxIdleTime")
                .at(KEEPALIVE, SECONDS, "connectionPoolDataSource.idleConnectionTestPeriod")
                .at(VALIDATION_TIMEOUT, SECONDS, "connectionPoolDataSource.connectionIsValidTimeout")
                .at(LEAK_THRESHOLD, SECONDS, "connectionPoolDataSource.unreturnedConnectionTimeout")
                .at(TESTS_ON_BORROW, "connectionPoolDataSource.testConnectionOnCheckout"),
        new PoolSettings("com.alibaba.druid.pool.DruidAbstractDataSource")
                .at(NAME, "name")
                .generates("DataSource-")
                .at(LIMIT, "maxActive")
                .at(MINIMUM_IDLE, "minIdle")
                .at(ACQUIRE_TIMEOUT, "maxWait")
                .at(LIFETIME, "phyTimeoutMillis")
                .at(IDLE_TIMEOUT, "minEvictableIdleTimeMillis")
                .at(KEEPALIVE, "keepAliveBetweenTimeMillis")
                .onlyWith(KEEPALIVE, "keepAlive")
                .at(VALIDATION_TIMEOUT, SECONDS, "validationQueryTimeout")
                .onlyWith(VALIDATION_TIMEOUT, "testOnBorrow", "testWhileIdle")
                .at(LEAK_THRESHOLD, "removeAbandonedTimeoutMillis")
                .onlyWith(LEAK_THRESHOLD, "removeAbandoned")
                .at(TESTS_ON_BORROW, "testOnBorrow")
                .inert(
                        PoolUpkeep.TEST,
                        new String[] {"testOnBorrow"},
                        PoolSettings.SWITCH,
                        "validationQuery",
                        "validConnectionChecker"),
        new PoolSettings("org.vibur.dbcp.ViburConfig")
                .at(NAME, "name")
                .at(LIMIT, "poolMaxSize")
                .at(MINIMUM_IDLE, "poolInitialSize")
                .at(ACQUIRE_TIMEOUT, "connectionTimeoutInMs")
                .at(VALIDATION_TIMEOUT, SECONDS, "validateTimeoutInSeconds")
                .notBelowZero(VALIDATION_TIMEOUT, "connectionIdleLimitInSeconds"),
        new PoolSettings("io.agroal.pool.DataSource")
                .at(LIMIT, "connectionPool.configuration.this$0.maxSize")
                .at(MINIMUM_IDLE, "connectionPool.configuration.this$0.minSize")
                .at(ACQUIRE_TIMEOUT, "connectionPool.configuration.this$0.acquisitionTimeout")
                .at(LIFETIME, "connectionPool.configuration.this$0.maxLifetime")
                .at(IDLE_TIMEOUT, "connectionPool.configuration.this$0.reapTimeout")
                .at(KEEPALIVE, "connectionPool.configuration.this$0.validationTimeout")
                .at(LEAK_THRESHOLD, "connectionPool.configuration.this$0.leakTimeout")
                .at(TESTS_ON_BORROW, "connectionPool.configuration.this$0.validateOnBorrow"),
        new PoolSettings("oracle.ucp.jdbc.PoolDataSourceImpl")
                .at(NAME, "connectionPoolName")
                .at(LIMIT, "maxPoolSize.value")
                .at(MINIMUM_IDLE, "minPoolSize.value")
                .at(ACQUIRE_TIMEOUT, SECONDS, "connectionWaitTimeout.value")
                .orAt(ACQUIRE_TIMEOUT, MILLIS, "connectionWaitDurationInMillis.value")
                .zeroMeansNoWait()
                .at(LIFETIME, SECONDS, "maxConnectionReuseTime.value")
                .at(IDLE_TIMEOUT, SECONDS, "inactiveConnectionTimeout.value")
                .at(VALIDATION_TIMEOUT, SECONDS, "connectionValidationTimeout.value")
                .at(LEAK_THRESHOLD, SECONDS, "abandonedConnectionTimeout.value")
                .at(TESTS_ON_BORROW, "validateConnectionOnBorrow.value"),
        new PoolSettings("org.h2.jdbcx.JdbcConnectionPool")
                .at(LIMIT, "maxConnections")
                .at(ACQUIRE_TIMEOUT, SECONDS, "timeout"),
        new PoolSettings("org.mariadb.jdbc.MariaDbPoolDataSource")
                .at(NAME, "pool.conf.poolName", "pool.options.poolName", "poolName")
                .at(LIMIT, "pool.conf.maxPoolSize", "pool.options.maxPoolSize", "maxPoolSize")
                .at(MINIMUM_IDLE, "pool.conf.minPoolSize", "pool.options.minPoolSize", "minPoolSize")
                .at(ACQUIRE_TIMEOUT, "pool.conf.connectTimeout", "pool.options.connectTimeout", "connectTimeout")
                .at(IDLE_TIMEOUT, SECONDS, "pool.conf.maxIdleTime", "pool.options.maxIdleTime", "maxIdleTime"),
    };

    private PoolTable() {}

    /** The row of a data source's class, or of the nearest one above it; null if none can be read. */
    static @Nullable PoolSettings of(Class<?> dataSource) {
        for (Class<?> type = dataSource; type != null; type = type.getSuperclass()) {
            PoolSettings row = named(type.getName());
            if (row != null) {
                return row;
            }
        }
        return null;
    }

    static @Nullable PoolSettings named(String className) {
        for (PoolSettings row : ROWS) {
            if (row.className.equals(className)) {
                return row;
            }
        }
        return null;
    }

    /** Renamed and typed anew again and again: 2.1, 2.5 (Pool 2.7), 2.9 (Pool 2.10) and 2.10 (Pool 2.11) differ. */
    private static PoolSettings commonsPool(String className) {
        String[] idleTimeout = {
            "pool.minEvictableIdleDuration",
            "pool.minEvictableIdleTime",
            "pool.minEvictableIdleTimeMillis",
            "_pool.minEvictableIdleTimeMillis"
        };
        return new PoolSettings(className)
                .at(LIMIT, "pool.maxTotal", "_pool.maxTotal")
                .at(MINIMUM_IDLE, "pool.minIdle", "_pool.minIdle")
                .at(MAXIMUM_IDLE, "pool.maxIdle", "_pool.maxIdle")
                .at(
                        ACQUIRE_TIMEOUT,
                        "pool.maxWaitDuration",
                        "pool.maxWait",
                        "pool.maxWaitMillis",
                        "_pool.maxWaitMillis")
                .zeroMeansNoWait()
                .at(
                        LIFETIME,
                        "pool.factory.maxConnDuration",
                        "pool.factory.maxConnLifetimeMillis",
                        "_pool.factory.maxConnLifetimeMillis")
                .at(IDLE_TIMEOUT, idleTimeout)
                .onlyWith(IDLE_TIMEOUT, "pool.evictor", "_pool.evictor")
                .at(
                        KEEPALIVE,
                        "pool.durationBetweenEvictionRuns",
                        "pool.timeBetweenEvictionRuns",
                        "pool.timeBetweenEvictionRunsMillis",
                        "_pool.timeBetweenEvictionRunsMillis")
                .onlyWith(KEEPALIVE, "pool.testWhileIdle", "_pool.testWhileIdle")
                .at(
                        VALIDATION_TIMEOUT,
                        SECONDS,
                        "pool.factory.validationQueryTimeoutDuration",
                        "pool.factory.validationQueryTimeoutSeconds",
                        "_pool.factory._validationQueryTimeout")
                .at(
                        LEAK_THRESHOLD,
                        SECONDS,
                        "pool.abandonedConfig.removeAbandonedTimeoutDuration",
                        "pool.abandonedConfig.removeAbandonedTimeout",
                        "_pool.abandonedConfig.removeAbandonedTimeout")
                .at(TESTS_ON_BORROW, "pool.testOnBorrow", "_pool.testOnBorrow")
                .inert(PoolUpkeep.IDLE_TIMEOUT, idleTimeout, 1_800_000, "pool.evictor", "_pool.evictor")
                .inert(
                        PoolUpkeep.IDLE_TEST,
                        new String[] {"pool.testWhileIdle", "_pool.testWhileIdle"},
                        PoolSettings.SWITCH,
                        "pool.evictor",
                        "_pool.evictor");
    }
}
