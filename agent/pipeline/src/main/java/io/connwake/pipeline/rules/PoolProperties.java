package io.connwake.pipeline.rules;

import java.util.Locale;

/** What the settings of a pool are called, in its own configuration and in Spring Boot's. One row for each pool. */
enum PoolProperties {
    HIKARI(
            "hikari",
            "maximumPoolSize (spring.datasource.hikari.maximum-pool-size)",
            "connectionTimeout (spring.datasource.hikari.connection-timeout)",
            "leakDetectionThreshold (spring.datasource.hikari.leak-detection-threshold)",
            false),
    DBCP2(
            "dbcp",
            "maxTotal (spring.datasource.dbcp2.max-total)",
            "maxWait (spring.datasource.dbcp2.max-wait-millis)",
            "removeAbandonedOnBorrow (spring.datasource.dbcp2.remove-abandoned-on-borrow) with removeAbandonedTimeout",
            true),
    TOMCAT(
            "tomcat",
            "maxActive (spring.datasource.tomcat.max-active)",
            "maxWait (spring.datasource.tomcat.max-wait)",
            "removeAbandoned (spring.datasource.tomcat.remove-abandoned) with removeAbandonedTimeout",
            true),
    C3P0("c3p0", "maxPoolSize", "checkoutTimeout", "unreturnedConnectionTimeout", true),
    DRUID("druid", "maxActive", "maxWait", "removeAbandoned with removeAbandonedTimeoutMillis", true),
    VIBUR("vibur", "poolMaxSize", "connectionTimeoutInMs", "logTakenConnectionsOnTimeout", false),
    AGROAL(
            "agroal",
            "maxSize (quarkus.datasource.jdbc.max-size)",
            "acquisitionTimeout (quarkus.datasource.jdbc.acquisition-timeout)",
            "leakTimeout (quarkus.datasource.jdbc.leak-detection-interval)",
            false),
    UCP(
            "ucp",
            "maxPoolSize (spring.datasource.oracleucp.max-pool-size)",
            "connectionWaitTimeout (spring.datasource.oracleucp.connection-wait-timeout)",
            "abandonedConnectionTimeout (spring.datasource.oracleucp.abandoned-connection-timeout)",
            true),
    OTHER("", "the pool's limit", "the pool's acquire timeout", "", false);

    final String limit;
    final String acquireTimeout;
    /** Empty where there is none. */
    final String leak;
    /** It takes lost connections back instead of only logging them. */
    final boolean reclaims;

    private final String library;

    PoolProperties(String library, String limit, String acquireTimeout, String leak, boolean reclaims) {
        this.library = library;
        this.limit = limit;
        this.acquireTimeout = acquireTimeout;
        this.leak = leak;
        this.reclaims = reclaims;
    }

    static PoolProperties of(String library) {
        String name = library.toLowerCase(Locale.ROOT);
        for (PoolProperties each : values()) {
            if (name.contains(each.library)) {
                return each;
            }
        }
        return OTHER;
    }
}
