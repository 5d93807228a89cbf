package io.connwake.recorder.event;

/** What stands between a connection and its database, as far as it changes what a session is worth. */
public enum Proxy {
    /** Amazon RDS Proxy: shares server sessions between transactions, until one is pinned. */
    RDS,
    /** PgBouncer in transaction mode: shares them whatever was left behind in them. */
    PGBOUNCER
}
