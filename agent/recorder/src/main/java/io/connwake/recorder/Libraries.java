package io.connwake.recorder;

import io.connwake.recorder.event.PoolFacts;
import org.jspecify.annotations.Nullable;

/**
 * What is known of each library, one row each: how people call it, whose packages its frames are in, whether these frames
 * are a pool's, and the fields that hold a pool's settings. Field paths are tried from the class of the data source
 * upwards; {@code a.b} is the field {@code b} of the object in field {@code a}.
 */
enum Libraries {
    HIKARI_CP("HikariCP", true, "com.zaxxer.hikari.") {
        @Override
        Settings settings() {
            return new Settings("com.zaxxer.hikari.HikariDataSource")
                    .name("pool.config.poolName", "poolName")
                    .limit("pool.config.maxPoolSize", "maxPoolSize")
                    .minimumIdle("pool.config.minIdle", "minIdle")
                    .acquireTimeoutMillis("pool.config.connectionTimeout", "connectionTimeout");
        }
    },
    DBCP_2("Commons DBCP 2", true, "org.apache.commons.dbcp2.") {
        @Override
        Settings settings() {
            return new Settings("org.apache.commons.dbcp2.PoolingDataSource")
                    .limit("pool.maxTotal")
                    .minimumIdle("pool.minIdle")
                    .maximumIdle("pool.maxIdle")
                    .acquireTimeoutMillis("pool.maxWaitDuration", "pool.maxWaitMillis");
        }
    },
    COMMONS_POOL("Commons Pool 2", true, "org.apache.commons.pool2."),
    SPRING_JDBC("Spring JDBC", false, "org.springframework.jdbc."),
    SPRING_TRANSACTIONS("Spring transactions", false, "org.springframework.transaction."),
    SPRING_AOP("Spring AOP", false, "org.springframework.aop."),
    SPRING_ORM("Spring ORM", false, "org.springframework.orm."),
    HIBERNATE("Hibernate", false, "org.hibernate."),
    JOOQ("jOOQ", false, "org.jooq."),
    MYBATIS("MyBatis", false, "org.apache.ibatis."),
    PGJDBC("pgjdbc", false, "org.postgresql."),
    H2("H2", false, "org.h2."),
    MYSQL("MySQL Connector/J", false, "com.mysql."),
    MARIADB("MariaDB Connector/J", false, "org.mariadb.jdbc.");

    final String label;
    final boolean isPool;
    private final String prefix;

    Libraries(String label, boolean isPool, String prefix) {
        this.label = label;
        this.isPool = isPool;
        this.prefix = prefix;
    }

    @Nullable
    Settings settings() {
        return null;
    }

    static @Nullable Libraries of(String className) {
        for (Libraries each : ALL) {
            if (className.startsWith(each.prefix)) {
                return each;
            }
        }
        return null;
    }

    /** Whether a frame of this class only hands connections on to the application. */
    static boolean passesConnectionsOn(String className) {
        return of(className) != null;
    }

    static boolean isPool(String className) {
        Libraries library = of(className);
        return library != null && library.isPool;
    }

    private static final Libraries[] ALL = values();

    /** Where a pool's settings are. */
    static final class Settings {
        private static final String[] NOWHERE = {};

        final String className;
        private String[] name = NOWHERE;
        private String[] limit = NOWHERE;
        private String[] minimumIdle = NOWHERE;
        private String[] maximumIdle = NOWHERE;
        private String[] acquireTimeoutMillis = NOWHERE;

        Settings(String className) {
            this.className = className;
        }

        Settings name(String... paths) {
            name = paths;
            return this;
        }

        Settings limit(String... paths) {
            limit = paths;
            return this;
        }

        Settings minimumIdle(String... paths) {
            minimumIdle = paths;
            return this;
        }

        Settings maximumIdle(String... paths) {
            maximumIdle = paths;
            return this;
        }

        Settings acquireTimeoutMillis(String... paths) {
            acquireTimeoutMillis = paths;
            return this;
        }

        PoolFacts read(Object dataSource, long poolId, String library, Fields fields) {
            return new PoolFacts(
                    poolId,
                    library,
                    text(fields.read(dataSource, name)),
                    count(fields.read(dataSource, limit)),
                    count(fields.read(dataSource, minimumIdle)),
                    count(fields.read(dataSource, maximumIdle)),
                    timeout(fields.read(dataSource, acquireTimeoutMillis)));
        }

        private static @Nullable String text(@Nullable Object value) {
            return value instanceof String text && !text.isBlank() ? text : null;
        }

        private static int count(@Nullable Object value) {
            return value instanceof Number number && number.intValue() >= 0 ? number.intValue() : PoolFacts.UNKNOWN;
        }

        private static long timeout(@Nullable Object value) {
            if (value instanceof java.time.Duration duration) {
                return endless(duration.isNegative() ? -1 : duration.toMillis());
            }
            return value instanceof Number number ? endless(number.longValue()) : PoolFacts.UNKNOWN;
        }

        private static long endless(long millis) {
            boolean bounded = millis >= 0 && millis < Integer.MAX_VALUE;
            return bounded ? millis * 1_000_000 : PoolFacts.ENDLESS;
        }
    }
}
