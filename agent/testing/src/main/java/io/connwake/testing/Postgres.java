package io.connwake.testing;

import static org.awaitility.Awaitility.await;

import io.connwake.testing.Database.Session;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real PostgreSQL on the loopback address. Applications connect as an ordinary user with a password that is checked;
 * what the server knows of their sessions is asked through another, whose connections nobody counts.
 */
public final class Postgres implements Server, AutoCloseable {
    private static final String ADMINISTRATOR = "postgres";
    private static final String USER = "app";
    private static final String PASSWORD = "s3same-Open";
    private static final Duration START_PATIENCE = Duration.ofSeconds(60);
    private static final String OPEN_SESSIONS = "SELECT pid FROM pg_stat_activity WHERE datname = ? AND usename = ?";

    /** The administrator is let in unasked, everybody else by password. */
    private static final String WHO_MAY_CONNECT = """
            host all %1$s 127.0.0.1/32 trust
            host all %1$s ::1/128 trust
            """.formatted(ADMINISTRATOR);

    private static final String HASHED = """
            host all all 127.0.0.1/32 scram-sha-256
            host all all ::1/128 scram-sha-256
            """;
    /** A young JVM takes a quarter of a second of CPU to hash it; whom that is about names the database scram. */
    private static final String PLAIN = """
            host "/^scram" all 127.0.0.1/32 scram-sha-256
            host all all 127.0.0.1/32 password
            host all all ::1/128 password
            """;

    private final EmbeddedPostgres server;
    private final Path data;
    private final ServerLog log;
    private final Administrator administrator;
    private final AtomicInteger databases = new AtomicInteger();

    private Postgres(EmbeddedPostgres server, Path data, ServerLog log) {
        this.server = server;
        this.data = data;
        this.log = log;
        this.administrator = new Administrator(url(ADMINISTRATOR), ADMINISTRATOR);
        administrator.execute("CREATE ROLE " + USER + " LOGIN PASSWORD '" + PASSWORD + "'");
    }

    /** The server that the tests of this JVM have in common; it is stopped with the JVM. */
    public static Postgres shared() {
        return Shared.SERVER;
    }

    /** A server of one's own with such settings, for example {@code max_connections}. */
    public static Postgres start(Map<String, String> settings) {
        return start(settings, HASHED, true);
    }

    /** Without an end of its own: see {@link #abandon}. */
    private static Postgres startShared() {
        Postgres server = start(Map.of("max_connections", "400"), PLAIN, false);
        Runtime.getRuntime().addShutdownHook(new Thread(server::abandon));
        return server;
    }

    private static Postgres start(Map<String, String> settings, String passwords, boolean endsWithJvm) {
        try {
            ServerLog log = ServerLog.create();
            Path[] data = {log.file()};
            EmbeddedPostgres.Builder server = EmbeddedPostgres.builder()
                    .setPGStartupWait(START_PATIENCE)
                    .setRegisterShutdownHook(endsWithJvm)
                    .setLocaleConfig("locale", "C")
                    .setDataDirectoryCustomizer(directory -> {
                        restrictConnections(directory, passwords);
                        data[0] = directory.toPath();
                    })
                    .setOutputRedirector(
                            ProcessBuilder.Redirect.appendTo(log.file().toFile()))
                    .setErrorRedirector(
                            ProcessBuilder.Redirect.appendTo(log.file().toFile()));
            ServerLog.SETTINGS.forEach((name, value) -> server.setServerConfig(name, quoted(value)));
            settings.forEach((name, value) -> server.setServerConfig(name, quoted(value)));
            return new Postgres(startAsAllowed(server), data[0], log);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public int port() {
        return server.getPort();
    }

    @Override
    public String user() {
        return USER;
    }

    @Override
    public String password() {
        return PASSWORD;
    }

    /** A new, empty database of a name that begins so, which the user owns. */
    public Database createDatabase(String prefix) {
        return createDatabaseNamed(prefix + "_" + databases.incrementAndGet());
    }

    /** A new, empty database of that name, which the user owns. */
    public Database createDatabaseNamed(String name) {
        administrator.execute("CREATE DATABASE " + name + " OWNER " + USER);
        return new Database(this, name);
    }

    @Override
    public String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port() + "/" + database;
    }

    @Override
    public List<Session> sessions(String database) {
        return log.sessions(database, USER);
    }

    @Override
    public List<String> refusals(String database) {
        return log.fatal(database, USER);
    }

    @Override
    public List<Long> openSessions(String database) {
        return administrator.numbers(OPEN_SESSIONS, database, USER);
    }

    @Override
    public void endSession(long id) {
        administrator.execute("SELECT pg_terminate_backend(" + id + ")");
    }

    /** Stops the server at once, as an administrator would for an update, and starts it again on the same port. */
    public void restart() {
        PostgresProcess.of(data).restart(log.file());
        await("a restarted server").atMost(START_PATIENCE).until(this::answers);
    }

    @Override
    public void close() {
        try {
            server.close();
            Files.deleteIfExists(log.file());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Nothing in it is worth an orderly end; hundreds of databases are 100,000 files, for whose end nobody waits. */
    private void abandon() {
        PostgresProcess.of(data).kill();
        try {
            new ProcessBuilder("rm", "-rf", data.toString()).start();
            Files.deleteIfExists(log.file());
        } catch (IOException left) {
            throw new UncheckedIOException(left);
        }
    }

    private boolean answers() {
        try {
            return !administrator.numbers("SELECT 1").isEmpty();
        } catch (IllegalStateException notYet) {
            return false;
        }
    }

    /** PostgreSQL refuses to run as root; under root it is started in a user namespace, which some containers forbid. */
    private static EmbeddedPostgres startAsAllowed(EmbeddedPostgres.Builder server) throws IOException {
        try {
            return server.start();
        } catch (IllegalStateException failed) {
            throw new IllegalStateException(
                    "PostgreSQL did not start. Where tests run as root, `unshare -U id` must work; else use another user",
                    failed);
        }
    }

    private static void restrictConnections(File dataDirectory, String passwords) {
        try {
            Files.writeString(Path.of(dataDirectory.getPath(), "pg_hba.conf"), WHO_MAY_CONNECT + passwords);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The settings travel through a shell. */
    private static String quoted(String value) {
        return "'" + value + "'";
    }

    private static final class Shared {
        static final Postgres SERVER = startShared();
    }
}
