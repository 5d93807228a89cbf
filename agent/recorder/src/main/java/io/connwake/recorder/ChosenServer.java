package io.connwake.recorder;

import io.connwake.recorder.event.Peer;

/**
 * The one of several configured servers that a driver connected to: as in pgjdbc 42.2.29 to 42.7.14, and MariaDB
 * Connector/J 3.0.11 to 4.0.0 and 2.2.6 to 2.7.12. Not where it can change: MySQL Connector/J makes proxies, nothing is at
 * these paths of {@code jdbc:mariadb:sequential:} and its like, and release 2 may connect anew to any.
 */
final class ChosenServer {
    private ChosenServer() {}

    /** The first, as configured, where it is not known. */
    static Peer of(Object connection, Peer first, Fields fields) {
        Object server = fields.read(
                connection, "queryExecutor.pgStream.hostSpec", "client.hostAddress", "protocol.currentHost");
        boolean changes = Boolean.TRUE.equals(fields.read(connection, "protocol.options.autoReconnect"));
        return server == null || changes ? first : read(server, first, fields);
    }

    /** If it has what a server can have. */
    static Peer read(Object server, Peer first, Fields fields) {
        String host = fields.read(server, "host") instanceof String name ? AllowList.host(name) : null;
        int port = AllowList.port(String.valueOf(fields.read(server, "port")), 0);
        boolean broken = host == null || port == AllowList.NO_PORT;
        return broken ? first : new Peer(first.system(), host, port, first.namespace());
    }
}
