package io.connwake.contracts;

import io.connwake.testing.Database;
import io.connwake.testing.MariaDb;
import io.connwake.testing.Postgres;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where a driver leads, and what its telemetry must say of it.
 *
 * @param server counts its sessions; null for a database within the JVM, or one that is not there
 * @param port of the server; 0 where there is none
 */
record Home(
        String url,
        String user,
        String password,
        @Nullable Database server,
        int port,
        @Nullable String namespace) {
    private static final String USER = "app";
    private static final String PASSWORD = "s3same-Open";
    private static final String EMBEDDED = "orders";

    static Home postgres() {
        Database database = Postgres.shared().createDatabase("scram");
        return on(database, database.jdbcUrl(), Postgres.shared().port());
    }

    static Home mariaDb() {
        Database database = MariaDb.shared().createDatabase("drivers");
        return on(database, database.jdbcUrl(), MariaDb.shared().port());
    }

    /** The same server for MySQL's driver. */
    static Home mariaDb(String parameters) {
        Database database = MariaDb.shared().createDatabase("drivers");
        String url = database.jdbcUrl().replaceAll("jdbc:mariadb:(.*)[?].*", "jdbc:mysql:$1?" + parameters);
        return on(database, url, MariaDb.shared().port());
    }

    static Home embedded(String url) {
        return new Home(url, USER, PASSWORD, null, 0, EMBEDDED);
    }

    static Home file(String beginning, Path file) {
        return new Home(
                beginning + file, USER, PASSWORD, null, 0, file.getFileName().toString());
    }

    /** The URL has some port; the case replaces it. */
    static Home nowhere(String url) {
        return new Home(url, USER, PASSWORD, null, 0, "orders");
    }

    private static Home on(Database database, String url, int port) {
        return new Home(url, database.user(), database.password(), database, port, database.name());
    }
}
