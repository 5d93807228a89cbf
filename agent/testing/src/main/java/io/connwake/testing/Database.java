package io.connwake.testing;

import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** One database of a server, and what the server itself says of the sessions that its user had and has there. */
public final class Database {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Server server;
    private final String name;

    Database(Server server, String name) {
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
        return server.sessions(name);
    }

    public int sessionsOpened() {
        return sessions().size();
    }

    /** The messages with which the server turned connects away or ended sessions, as far as it writes them down. */
    public List<String> refusals() {
        return server.refusals(name);
    }

    /** The ids of the sessions that are open now. */
    public List<Long> openSessions() {
        return server.openSessions(name);
    }

    public int sessionsOpenNow() {
        return openSessions().size();
    }

    /** A session ends at the server some time after the client's close. */
    public void awaitSessionsOpen(int count) {
        await("open sessions of " + name).atMost(PATIENCE).until(this::sessionsOpenNow, open -> open == count);
    }

    /** Has the server end one session, as an administrator would; its client is not asked. */
    public void endSession(long id) {
        server.endSession(id);
    }

    /**
     * A session by the id that its server gave it (PostgreSQL's process, MariaDB's thread) and the application name of
     * its first message, empty if that had none.
     */
    public record Session(long id, String application) {}
}
