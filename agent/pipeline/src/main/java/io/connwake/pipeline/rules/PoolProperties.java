package io.connwake.pipeline.rules;

import io.connwake.pipeline.rules.PoolSetting.Written;
import io.connwake.recorder.event.PoolLibrary;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the settings of a pool are called, in its own configuration and in a framework's, and how their values are
 * written. One row for each pool; names from the libraries' own sources.
 */
final class PoolProperties {
    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000 * MILLI;

    private static final PoolProperties[] ROWS = {
        new PoolProperties(PoolLibrary.HIKARI_CP, "spring.datasource.hikari.")
                .at(PoolSetting.LIMIT, "maximumPoolSize", Written.COUNT)
                .at(PoolSetting.MINIMUM_IDLE, "minimumIdle", Written.COUNT)
                .at(PoolSetting.LIFETIME, "maxLifetime", Written.MILLIS)
                .at(PoolSetting.IDLE_TIMEOUT, "idleTimeout", Written.MILLIS)
                .at(PoolSetting.KEEPALIVE, "keepaliveTime", Written.MILLIS)
                .at(PoolSetting.VALIDATION_TIMEOUT, "validationTimeout", Written.MILLIS)
                .at(PoolSetting.ACQUIRE_TIMEOUT, "connectionTimeout", Written.MILLIS)
                .at(PoolSetting.LEAK, "leakDetectionThreshold", Written.MILLIS)
                .at(PoolSetting.INITIAL_SQL, "connectionInitSql", Written.TEXT)
                .at(PoolSetting.SCHEMA, "schema", Written.TEXT)
                .at(PoolSetting.ISOLATION, "transactionIsolation", Written.TEXT),
        dbcp(PoolLibrary.DBCP_2, "spring.datasource.dbcp2."),
        dbcp(PoolLibrary.TOMCAT_DBCP_2, ""),
        new PoolProperties(PoolLibrary.TOMCAT_JDBC, "spring.datasource.tomcat.")
                .reclaims()
                .at(PoolSetting.LIMIT, "maxActive", Written.COUNT)
                .at(PoolSetting.MINIMUM_IDLE, "minIdle", Written.COUNT)
                .at(PoolSetting.MAXIMUM_IDLE, "maxIdle", Written.COUNT)
                .at(PoolSetting.LIFETIME, "maxAge", Written.MILLIS)
                .at(PoolSetting.IDLE_TIMEOUT, "minEvictableIdleTimeMillis", Written.MILLIS)
                .at(PoolSetting.KEEPALIVE, "timeBetweenEvictionRunsMillis", Written.MILLIS)
                .with(PoolSetting.KEEPALIVE, "testWhileIdle")
                .at(PoolSetting.VALIDATION, "testOnBorrow", Written.FLAG)
                .at(PoolSetting.VALIDATION_TIMEOUT, "validationQueryTimeout", Written.SECONDS)
                .at(PoolSetting.ACQUIRE_TIMEOUT, "maxWait", Written.MILLIS)
                .at(PoolSetting.LEAK, "removeAbandonedTimeout", Written.SECONDS)
                .with(PoolSetting.LEAK, "removeAbandoned")
                .at(PoolSetting.ROLLBACK, "rollbackOnReturn", Written.FLAG)
                .at(PoolSetting.INITIAL_SQL, "initSQL", Written.TEXT)
                .at(PoolSetting.ISOLATION, "defaultTransactionIsolation", Written.TEXT),
        new PoolProperties(PoolLibrary.C3P0, "")
                .reclaims()
                .at(PoolSetting.LIMIT, "maxPoolSize", Written.COUNT)
                .at(PoolSetting.MINIMUM_IDLE, "minPoolSize", Written.COUNT)
                .at(PoolSetting.LIFETIME, "maxConnectionAge", Written.SECONDS)
                .at(PoolSetting.IDLE_TIMEOUT, "maxIdleTime", Written.SECONDS)
                .at(PoolSetting.KEEPALIVE, "idleConnectionTestPeriod", Written.SECONDS)
                .at(PoolSetting.VALIDATION, "testConnectionOnCheckout", Written.FLAG)
                .at(PoolSetting.VALIDATION_TIMEOUT, "connectionIsValidTimeout", Written.SECONDS)
                .at(PoolSetting.ACQUIRE_TIMEOUT, "checkoutTimeout", Written.MILLIS)
                .at(PoolSetting.LEAK, "unreturnedConnectionTimeout", Written.SECONDS),
        new PoolProperties(PoolLibrary.DRUID, "")
                .reclaims()
                .at(PoolSetting.LIMIT, "maxActive", Written.COUNT)
                .at(PoolSetting.MINIMUM_IDLE, "minIdle", Written.COUNT)
                .at(PoolSetting.LIFETIME, "phyTimeoutMillis", Written.MILLIS)
                .at(PoolSetting.IDLE_TIMEOUT, "minEvictableIdleTimeMillis", Written.MILLIS)
                .at(PoolSetting.KEEPALIVE, "keepAliveBetweenTimeMillis", Written.MILLIS)
                .with(PoolSetting.KEEPALIVE, "keepAlive")
                .at(PoolSetting.VALIDATION, "testOnBorrow", Written.FLAG)
                .at(PoolSetting.VALIDATION_TIMEOUT, "validationQueryTimeout", Written.SECONDS)
                .at(PoolSetting.ACQUIRE_TIMEOUT, "maxWait", Written.MILLIS)
                .at(PoolSetting.LEAK, "removeAbandonedTimeoutMillis", Written.MILLIS)
                .with(PoolSetting.LEAK, "removeAbandoned")
                .at(PoolSetting.INITIAL_SQL, "connectionInitSqls", Written.TEXT)
                .at(PoolSetting.ISOLATION, "defaultTransactionIsolation", Written.TEXT),
        new PoolProperties(PoolLibrary.VIBUR, "")
                .at(PoolSetting.LIMIT, "poolMaxSize", Written.COUNT)
                .at(PoolSetting.MINIMUM_IDLE, "poolInitialSize", Written.COUNT)
                .at(PoolSetting.VALIDATION, "connectionIdleLimitInSeconds", Written.SECONDS)
                .at(PoolSetting.VALIDATION_TIMEOUT, "validateTimeoutInSeconds", Written.SECONDS)
                .at(PoolSetting.ACQUIRE_TIMEOUT, "connectionTimeoutInMs", Written.MILLIS)
                .at(PoolSetting.LEAK, "logTakenConnectionsOnTimeout", Written.FLAG)
                .at(PoolSetting.ROLLBACK, "resetDefaultsAfterUse", Written.FLAG)
                .at(PoolSetting.INITIAL_SQL, "initSQL", Written.TEXT)
                .at(PoolSetting.ISOLATION, "defaultTransactionIsolation", Written.TEXT),
        new PoolProperties(PoolLibrary.AGROAL, "quarkus.datasource.jdbc.")
                .at(PoolSetting.LIMIT, "maxSize", Written.COUNT)
                .at(PoolSetting.MINIMUM_IDLE, "minSize", Written.COUNT)
                .at(PoolSetting.LIFETIME, "maxLifetime", Written.DURATION)
                .at(PoolSetting.IDLE_TIMEOUT, "reapTimeout", "idle-removal-interval")
                .at(PoolSetting.KEEPALIVE, "validationTimeout", "background-validation-interval")
                .at(PoolSetting.VALIDATION, "idleValidationTimeout", "foreground-validation-interval")
                .at(PoolSetting.ACQUIRE_TIMEOUT, "acquisitionTimeout", Written.DURATION)
                .at(PoolSetting.LEAK, "leakTimeout", "leak-detection-interval")
                .at(PoolSetting.INITIAL_SQL, "initialSql", "new-connection-sql")
                .at(PoolSetting.ISOLATION, "jdbcTransactionIsolation", "transaction-isolation-level"),
        new PoolProperties(PoolLibrary.ORACLE_UCP, "spring.datasource.oracleucp.")
                .reclaims()
                .at(PoolSetting.LIMIT, "maxPoolSize", Written.COUNT)
                .at(PoolSetting.MINIMUM_IDLE, "minPoolSize", Written.COUNT)
                .at(PoolSetting.LIFETIME, "maxConnectionReuseTime", Written.SECONDS)
                .at(PoolSetting.IDLE_TIMEOUT, "inactiveConnectionTimeout", Written.SECONDS)
                .at(PoolSetting.VALIDATION, "validateConnectionOnBorrow", Written.FLAG)
                .at(PoolSetting.VALIDATION_TIMEOUT, "connectionValidationTimeout", Written.SECONDS)
                .at(PoolSetting.ACQUIRE_TIMEOUT, "connectionWaitTimeout", Written.SECONDS)
                .at(PoolSetting.LEAK, "abandonedConnectionTimeout", Written.SECONDS),
        new PoolProperties(PoolLibrary.H2, "")
                .at(PoolSetting.LIMIT, "maxConnections", Written.COUNT)
                .at(PoolSetting.ACQUIRE_TIMEOUT, "loginTimeout", Written.SECONDS),
        new PoolProperties(PoolLibrary.MARIADB, "")
                .at(PoolSetting.LIMIT, "maxPoolSize", Written.COUNT)
                .at(PoolSetting.MINIMUM_IDLE, "minPoolSize", Written.COUNT)
                .at(PoolSetting.IDLE_TIMEOUT, "maxIdleTime", Written.SECONDS)
                .at(PoolSetting.VALIDATION, "poolValidMinDelay", Written.MILLIS)
                .at(PoolSetting.ACQUIRE_TIMEOUT, "connectTimeout", Written.MILLIS),
    };

    private static final PoolProperties OTHER = new PoolProperties("", "");

    private final String library;
    private final String prefix;
    private final Map<PoolSetting, Property> properties = new EnumMap<>(PoolSetting.class);
    private boolean reclaims;

    private PoolProperties(String library, String prefix) {
        this.library = library;
        this.prefix = prefix;
    }

    /**
     * A property of a pool.
     *
     * @param framework its key in a framework's configuration, after the pool's prefix
     * @param flag what must be switched on with it; null if nothing
     */
    private record Property(
            String name,
            Written written,
            String framework,
            @Nullable String flag) {}

    private static PoolProperties dbcp(String library, String prefix) {
        return new PoolProperties(library, prefix)
                .reclaims()
                .at(PoolSetting.LIMIT, "maxTotal", Written.COUNT)
                .at(PoolSetting.MINIMUM_IDLE, "minIdle", Written.COUNT)
                .at(PoolSetting.MAXIMUM_IDLE, "maxIdle", Written.COUNT)
                .at(PoolSetting.LIFETIME, "maxConnLifetimeMillis", Written.MILLIS)
                .at(PoolSetting.IDLE_TIMEOUT, "minEvictableIdleTimeMillis", Written.MILLIS)
                .at(PoolSetting.KEEPALIVE, "timeBetweenEvictionRunsMillis", Written.MILLIS)
                .with(PoolSetting.KEEPALIVE, "testWhileIdle")
                .at(PoolSetting.VALIDATION, "testOnBorrow", Written.FLAG)
                .at(PoolSetting.VALIDATION_TIMEOUT, "validationQueryTimeout", Written.SECONDS)
                .at(PoolSetting.ACQUIRE_TIMEOUT, "maxWaitMillis", Written.MILLIS)
                .at(PoolSetting.LEAK, "removeAbandonedTimeout", Written.SECONDS)
                .with(PoolSetting.LEAK, "removeAbandonedOnBorrow")
                .at(PoolSetting.ROLLBACK, "rollbackOnReturn", Written.FLAG)
                .at(PoolSetting.INITIAL_SQL, "connectionInitSqls", Written.TEXT)
                .at(PoolSetting.SCHEMA, "defaultSchema", Written.TEXT)
                .at(PoolSetting.ISOLATION, "defaultTransactionIsolation", Written.TEXT);
    }

    static PoolProperties of(String library) {
        for (PoolProperties each : ROWS) {
            if (each.library.equals(library)) {
                return each;
            }
        }
        return OTHER;
    }

    boolean has(PoolSetting setting) {
        return properties.containsKey(setting);
    }

    /** Its leak detection takes lost connections back instead of only logging them. */
    boolean takesBack() {
        return reclaims;
    }

    /** {@code maxLifetime}. */
    String plain(PoolSetting setting) {
        Property property = properties.get(setting);
        return property == null ? setting.words : property.name;
    }

    /** {@code maxLifetime}, with a framework's key in parentheses where the application is built on it. */
    String name(PoolSetting setting, Frameworks frameworks) {
        Property property = properties.get(setting);
        if (property == null) {
            return setting.words;
        }
        String key = key(property, frameworks);
        return key.isEmpty() ? property.name : property.name + " (" + key + ")";
    }

    /** {@code a larger maximumPoolSize}, of which the rest of the sentence tells what it would not mend. */
    String largerLimit(Frameworks frameworks) {
        return "a larger " + (properties.containsKey(PoolSetting.LIMIT) ? name(PoolSetting.LIMIT, frameworks) : "pool");
    }

    /** {@code maxLifetime=270000 ms}, and so on; flags that it needs are named with it. */
    String set(PoolSetting setting, long nanos, Frameworks frameworks) {
        Property property = properties.get(setting);
        if (property == null) {
            return setting.words + " of " + Words.duration(nanos);
        }
        String value = written(property.written, nanos);
        return assigned(property, value, frameworks);
    }

    /** {@code maximumPoolSize=12}. */
    String setCount(PoolSetting setting, long count, Frameworks frameworks) {
        Property property = properties.get(setting);
        if (property == null) {
            return setting.words + " to " + Words.count(count);
        }
        return assigned(property, Long.toString(count), frameworks);
    }

    /** {@code testOnBorrow=true}; what a pool switches by a time is switched on by the shortest. */
    String switchOn(PoolSetting setting, Frameworks frameworks) {
        Property property = properties.get(setting);
        if (property == null) {
            return setting.words;
        }
        String value = property.written == Written.FLAG ? "true" : written(property.written, SECOND);
        return assigned(property, value, frameworks);
    }

    private String assigned(Property property, String value, Frameworks frameworks) {
        StringBuilder text = new StringBuilder(property.name).append('=').append(value);
        if (property.flag != null) {
            text.append(" with ").append(property.flag).append("=true");
        }
        String key = key(property, frameworks);
        if (!key.isEmpty()) {
            text.append(" (").append(key).append('=').append(value).append(')');
        }
        return text.toString();
    }

    private String key(Property property, Frameworks frameworks) {
        boolean isUsed = !prefix.isEmpty() && frameworks.isUsed(prefix);
        return isUsed ? frameworks.prefix(prefix, library) + property.framework : "";
    }

    private static String written(Written how, long nanos) {
        return switch (how) {
            case MILLIS, COUNT, FLAG, TEXT -> Long.toString(nanos / MILLI);
            case SECONDS -> Long.toString(Math.max(1, nanos / SECOND));
            case DURATION -> nanos % SECOND == 0 ? "PT" + nanos / SECOND + "S" : "PT" + nanos / 1e9 + "S";
        };
    }

    private PoolProperties reclaims() {
        reclaims = true;
        return this;
    }

    private PoolProperties at(PoolSetting setting, String name, Written written) {
        properties.put(setting, new Property(name, written, kebab(name), null));
        return this;
    }

    private PoolProperties at(PoolSetting setting, String name, String framework) {
        properties.put(setting, new Property(name, Written.DURATION, framework, null));
        return this;
    }

    private PoolProperties with(PoolSetting setting, String flag) {
        Property property = properties.get(setting);
        if (property != null) {
            properties.put(setting, new Property(property.name, property.written, property.framework, flag));
        }
        return this;
    }

    /** As Spring Boot writes a property: {@code max-lifetime}. */
    private static String kebab(String name) {
        StringBuilder text = new StringBuilder(name.length() + 4);
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                text.append('-').append((char) (c + ('a' - 'A')));
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }
}
