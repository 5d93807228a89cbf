package io.connwake.recorder.event;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The server a connection leads to: never a user, a password or a parameter.
 *
 * @param system value of {@code db.system.name}, {@code other_sql} if the driver is not known
 * @param address host; null for in-memory and file databases
 * @param port 0 where there is none
 * @param namespace database; null if the URL names none
 * @param isFirstOfSeveral the configuration names several servers, this one first; which of them is meant is not known
 */
public record Peer(
        String system,
        @Nullable String address,
        int port,
        @Nullable String namespace,
        boolean isFirstOfSeveral) {
    public Peer(String system, @Nullable String address, int port, @Nullable String namespace) {
        this(system, address, port, namespace, false);
    }

    // As in CodeLine.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Peer that
                && port == that.port
                && isFirstOfSeveral == that.isFirstOfSeveral
                && system.equals(that.system)
                && Objects.equals(address, that.address)
                && Objects.equals(namespace, that.namespace);
    }

    @Override
    public int hashCode() {
        return (system.hashCode() * 31 + Objects.hashCode(address)) * 31 + port;
    }

    /** {@code host:port}, or the system where there is no address. */
    public String label() {
        if (address == null) {
            return system;
        }
        return port > 0 ? address + ":" + port : address;
    }

    /** The label, for a sentence. */
    public String words() {
        return isFirstOfSeveral ? label() + " or another of its list" : label();
    }

    /** Without an address where it may be the wrong one. */
    public Peer certain() {
        return isFirstOfSeveral ? new Peer(system, null, 0, namespace) : this;
    }
}
