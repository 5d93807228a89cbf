package io.connwake.recorder;

import io.connwake.recorder.event.Proxy;
import org.jspecify.annotations.Nullable;

/** How it is known whether a proxy stands before a database. */
public enum ProxyMode {
    /** By the host name that RDS gives to its proxies. */
    AUTO,
    /** Every server that is reached by the network is one. */
    RDS,
    PGBOUNCER,
    NONE;

    private static final String IN = ".proxy-";
    private static final String OF = ".rds.amazonaws.com";
    private static final String OF_CHINA = OF + ".cn";

    /** Null if there is none, as far as one can tell. */
    @Nullable
    Proxy at(@Nullable String address) {
        if (address == null) {
            return null;
        }
        return switch (this) {
            case AUTO -> isRdsProxy(address) ? Proxy.RDS : null;
            case RDS -> Proxy.RDS;
            case PGBOUNCER -> Proxy.PGBOUNCER;
            case NONE -> null;
        };
    }

    /** {@code name.proxy-id.region.rds.amazonaws.com}: as AWS documents the endpoints of RDS Proxy. */
    private static boolean isRdsProxy(String address) {
        int end = address.endsWith(".") ? address.length() - 1 : address.length();
        int domain = -1;
        for (String each : new String[] {OF, OF_CHINA}) {
            int at = end - each.length();
            domain = at > 0 && address.regionMatches(true, at, each, 0, each.length()) ? at : domain;
        }
        for (int at = 1; at < domain - IN.length(); at++) {
            if (address.regionMatches(true, at, IN, 0, IN.length())) {
                int region = address.indexOf('.', at + IN.length());
                return region > at + IN.length() && region < domain - 1;
            }
        }
        return false;
    }
}
