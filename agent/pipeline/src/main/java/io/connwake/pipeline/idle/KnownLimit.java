package io.connwake.pipeline.idle;

import org.jspecify.annotations.Nullable;

/** For how long servers, proxies and networks let a connection idle unless they are told otherwise. */
public enum KnownLimit {
    /**
     * HAProxy's {@code timeout client} and {@code timeout server} have no default; its manual's examples and most sites
     * use 60 s or less. AWS ALB and classic ELB: 60 s.
     */
    MINUTE(60, "a load balancer's usual minute (HAProxy, AWS classic load balancer)"),
    /** learn.microsoft.com, "Load Balancer TCP Reset and Idle Timeout": 4 minutes. */
    AZURE(240, "Azure's load balancer and outbound NAT"),
    FIVE_MINUTES(300, "a firewall's or proxy's usual five minutes"),
    /** docs.aws.amazon.com: NAT gateways and Network Load Balancers drop a flow after 350 s without a packet. */
    AWS_NETWORK(350, "AWS NAT gateway, Network Load Balancer or connection tracking"),
    /** pgbouncer.ini: {@code server_idle_timeout = 600}; cloud.google.com: firewall rules track idle flows for 10 minutes. */
    TEN_MINUTES(600, "PgBouncer's server_idle_timeout, Google Cloud's firewall"),
    /** docs.aws.amazon.com, "RDS Proxy connections": IdleClientTimeout 1,800 s. */
    RDS_PROXY(1_800, "RDS Proxy's idle client timeout"),
    HOUR(3_600, "a firewall's usual hour"),
    /** MySQL and MariaDB manuals: {@code wait_timeout} 28,800 s. */
    MYSQL(28_800, "wait_timeout of MySQL and MariaDB"),
    /** docs.aws.amazon.com, "RDS Proxy connections": a client's connection lives for 24 hours at most. */
    DAY(86_400, "RDS Proxy's longest life of a connection");

    private static final long SECOND = 1_000_000_000L;

    /** Clocks and sweeps of a peer are no finer than this. */
    private static final double TOLERANCE = 0.02;

    private final long seconds;
    private final String owner;

    KnownLimit(long seconds, String owner) {
        this.seconds = seconds;
        this.owner = owner;
    }

    /** What a server's name alone tells; null if nothing. */
    public static @Nullable KnownLimit ofHost(@Nullable String address) {
        boolean isRdsProxy = address != null
                && address.contains(".proxy-")
                && (address.endsWith(".rds.amazonaws.com") || address.endsWith(".rds.amazonaws.com.cn"));
        return isRdsProxy ? RDS_PROXY : null;
    }

    public long nanos() {
        return seconds * SECOND;
    }

    /** Whose limit it is. */
    public String owner() {
        return owner;
    }

    /** {@code 350 s (AWS NAT gateway, …)}. */
    public String words() {
        return seconds + " s (" + owner + ")";
    }

    boolean isWithin(long lowerNanos, long upperNanos) {
        return nanos() >= lowerNanos * (1 - TOLERANCE) && nanos() <= upperNanos * (1 + TOLERANCE);
    }
}
