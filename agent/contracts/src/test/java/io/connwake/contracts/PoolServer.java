package io.connwake.contracts;

import io.connwake.testing.Database;
import io.connwake.testing.MariaDb;
import io.connwake.testing.Postgres;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The database behind a pool, and what can't be shown with it. */
enum PoolServer {
    POSTGRESQL,
    /**
     * An ordinary user can't limit the sessions of a database. Connector/J 2 connects for its pool by a way that is not
     * hooked, and its pool keeps the reason to itself.
     */
    MARIADB_BY_MARIADB_2("full", "unreachable", "wrong_password"),
    /**
     * Likewise; and where eight threads want four connections, the pool of 3.5.1 and 4.0.0 loses some and lets the
     * threads time out, without an agent as well.
     */
    MARIADB("full", "concurrent"),
    /** In memory: whoever comes first sets the password, its sessions have no limit, and nobody ends them. */
    H2("wrong_password", "full", "killed");

    @SuppressWarnings("ImmutableEnumChecker") // stays in here
    private final List<String> impossible;

    PoolServer(String... impossible) {
        this.impossible = List.of(impossible);
    }

    List<String> cases() {
        List<String> possible = new ArrayList<>(PoolContractIT.CASES);
        possible.removeAll(impossible);
        return possible;
    }

    /** A fresh database; null where there is no server to ask. */
    @Nullable
    Database create(String name) {
        return switch (this) {
            case POSTGRESQL -> Postgres.shared().createDatabaseNamed(name);
            case MARIADB, MARIADB_BY_MARIADB_2 -> MariaDb.shared().createDatabaseNamed(name);
            case H2 -> null;
        };
    }
}
