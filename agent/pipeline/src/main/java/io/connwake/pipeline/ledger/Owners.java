package io.connwake.pipeline.ledger;

import io.connwake.recorder.event.Opened;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the pools of connections that nobody has lent yet: by who opened them, or by where they lead. */
final class Owners {
    private static final long UNDECIDED_NANOS = 60_000_000_000L;

    private final Accounts accounts;
    private final Set<Connection> undecided = new LinkedHashSet<>();

    Owners(Accounts accounts) {
        this.accounts = accounts;
    }

    void seek(Connection connection) {
        undecided.add(connection);
    }

    void forget(Connection connection) {
        undecided.remove(connection);
    }

    /** Counts the connections whose pool could be inferred by now, or will not be. */
    void decide(long nowNanos, boolean all) {
        List<Connection> waiting = new ArrayList<>(undecided);
        for (Connection connection : waiting) {
            Connect connect = connection.connect();
            if (connection.ownership().isDecided()) {
                undecided.remove(connection);
            } else if (connect != null && (all || isDue(connect, nowNanos))) {
                decide(connection);
            }
        }
    }

    void decide(Connection connection) {
        undecided.remove(connection);
        Ownership ownership = connection.ownership();
        if (ownership.isDecided()) {
            return;
        }
        Pool pool = owner(connection);
        if (pool == null) {
            ownership.countsFor(accounts.server(connection.peer()));
        } else {
            ownership.belongsTo(pool);
        }
    }

    /** The pool for which it was opened: by its opener, else the only one that leads to its server. */
    private @Nullable Pool owner(Connection connection) {
        Connect connect = connection.connect();
        if (connect == null) {
            return null;
        }
        Pool only = byOpener(connect);
        Opened opened = connect.event();
        return only == null && opened.pooled() ? accounts.onlyPoolTo(opened.target(), opened.startNanos()) : only;
    }

    private @Nullable Pool byOpener(Connect connect) {
        Pool filled = filled(connect.event());
        return filled == null ? connect.opener().only() : filled;
    }

    /** The pool whose own thread it says by its name that it is. */
    @Nullable
    Pool filled(Opened opened) {
        return opened.pooled() ? accounts.filledBy(opened.thread(), opened.startNanos()) : null;
    }

    private boolean isDue(Connect connect, long nowNanos) {
        return byOpener(connect) != null || nowNanos - connect.event().atNanos() > UNDECIDED_NANOS;
    }
}
