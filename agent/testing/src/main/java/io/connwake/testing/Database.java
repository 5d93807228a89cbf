package io.connwake.testing;

import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** One database of a {@link Postgres}, and what the server itself says of the sessions that its user had and has there. */
public final class Database {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String OPEN_SESSIONS =
            "SELECT count(*) FROM pg_stat_activity WHERE datname = ? AND usename = ?";

    private final Postgres server;
    private final String name;

    Database(Postgres server, String name) {
        this.server = server;
        this.name = name;
    }

    public String name() {
        return name;
    }

    public String jdbcUrl() {
        return server.url(name);
    }

    public String user() {
        return server.user();
    }

    public String password() {
        return server.password();
    }

    /** A session as any application's; it is counted like one. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl(), user(), password());
    }

    /** Every session ever opened, in order; the server notes it before the client's connect returns. */
    public List<Session> sessions() {
        return server.log().sessions(name, user());
    }

    public int sessionsOpened() {
        return sessions().size();
    }

    /** The messages with which the server turned connects away or ended sessions. */
    public List<String> refusals() {
        return server.log().fatal(name, user());
    }

    public int sessionsOpenNow() {
        try (Connection connection = server.connectAsAdministrator();
                PreparedStatement query = connection.prepareStatement(OPEN_SESSIONS)) {
            query.setString(1, name);
            query.setString(2, user());
            try (ResultSet rows = query.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        } catch (SQLException failed) {
            throw new IllegalStateException("no view of the sessions of " + name, failed);
        }
    }

    /** A session ends at the server some time after the client's close. */
    public void awaitSessionsOpen(int count) {
        await("open sessions of " + name).atMost(PATIENCE).until(this::sessionsOpenNow, open -> open == count);
    }

    /** A session by the id of its server process and the application name of its first message, empty if that had none. */
    public record Session(int pid, String application) {}
}
