package io.connwake.testing;

import static org.awaitility.Awaitility.await;

import io.connwake.testing.Database.Session;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

/**
 * A real MariaDB on the loopback address, as {@link Postgres} is a real PostgreSQL. It speaks without TLS, for the
 * key that it would make at each start takes it seconds; from 4.0 on its driver has to be told so, in the URL.
 */
public final class MariaDb implements Server, AutoCloseable {
    private static final String ADMINISTRATOR = "root";
    private static final String USER = "app";
    private static final String ACCOUNT = USER + "@'127.0.0.1'";
    private static final String PASSWORD = "s3same-Open";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String READY = "ready for connections";
    private static final String TAKEN = "Address already in use";
    private static final int TRIES = 3;
    private static final String OPEN_SESSIONS =
            "SELECT id FROM information_schema.processlist WHERE db = ? AND user = ?";

    private final Path directory;
    private final Path said;
    private final GeneralLog log;
    private final int port;
    private final Process server;
    private final Administrator administrator;
    private final AtomicInteger databases = new AtomicInteger();

    private MariaDb(Path directory, Map<String, String> settings, IntSupplier ports) throws IOException {
        this.directory = directory;
        this.said = directory.resolve("said.log");
        this.log = new GeneralLog(directory.resolve("general.log"));
        MariaDbFiles files = MariaDbFiles.unpacked();
        makeSystemTables(files);
        int tried = ports.getAsInt();
        Process started = serve(files, settings, tried);
        for (int left = TRIES; !started.isAlive() && left > 0 && says(TAKEN); left--) { // by somebody else, meanwhile
            tried = ports.getAsInt();
            started = serve(files, settings, tried);
        }
        this.port = tried;
        this.server = started;
        if (!server.isAlive()) {
            String why = Files.readString(said);
            close(started);
            throw new IllegalStateException("MariaDB did not start: " + why);
        }
        this.administrator = new Administrator(url("mysql"), ADMINISTRATOR);
        administrator.execute("CREATE USER " + ACCOUNT + " IDENTIFIED BY '" + PASSWORD + "'");
    }

    /** The server that the tests of this JVM have in common; it is stopped with the JVM. */
    public static MariaDb shared() {
        return Shared.SERVER;
    }

    /** A server of one's own with such settings, for example {@code max_connections}. */
    public static MariaDb start(Map<String, String> settings) {
        return start(settings, FreePort::find);
    }

    /** @param ports of which it takes the first that nobody has taken meanwhile */
    static MariaDb start(Map<String, String> settings, IntSupplier ports) {
        try {
            return new MariaDb(Files.createTempDirectory("connwake-mariadb"), settings, ports);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public int port() {
        return port;
    }

    @Override
    public String user() {
        return USER;
    }

    @Override
    public String password() {
        return PASSWORD;
    }

    /** A new, empty database of a name that begins so, in which the user may do everything. */
    public Database createDatabase(String prefix) {
        return createDatabaseNamed(prefix + "_" + databases.incrementAndGet());
    }

    /** A new, empty database of that name, in which the user may do everything. */
    public Database createDatabaseNamed(String name) {
        administrator.execute("CREATE DATABASE " + name);
        administrator.execute("GRANT ALL ON " + name + ".* TO " + ACCOUNT);
        return new Database(this, name);
    }

    @Override
    public String url(String database) {
        return "jdbc:mariadb://127.0.0.1:" + port + "/" + database + "?sslMode=disable";
    }

    @Override
    public List<Session> sessions(String database) {
        return log.sessions(database, USER);
    }

    @Override
    public List<String> refusals(String database) {
        return log.refusals(database, USER);
    }

    @Override
    public List<Long> openSessions(String database) {
        return administrator.numbers(OPEN_SESSIONS, database, USER);
    }

    @Override
    public void endSession(long id) {
        administrator.execute("KILL CONNECTION " + id);
    }

    /** Nothing in it is worth an orderly shutdown. */
    @Override
    public void close() {
        close(server);
    }

    private void close(Process started) {
        started.destroyForcibly().onExit().join();
        try {
            if (Files.exists(directory)) {
                MariaDbFiles.delete(directory);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void makeSystemTables(MariaDbFiles files) throws IOException {
        Files.createDirectories(directory.resolve("data/mysql"));
        List<String> command = command(files);
        command.add("--bootstrap");
        Process bootstrap = run(command);
        try (OutputStream sql = bootstrap.getOutputStream()) {
            sql.write("USE mysql;\n".getBytes(StandardCharsets.US_ASCII));
            for (Path each : files.systemTables()) {
                Files.copy(each, sql);
            }
        }
        if (!hasEnded(bootstrap) || bootstrap.exitValue() != 0) {
            bootstrap.destroyForcibly();
            throw new IllegalStateException("MariaDB made no system tables: " + Files.readString(said));
        }
    }

    private static boolean hasEnded(Process process) {
        try {
            return process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException("interrupted while MariaDB made its system tables", interrupted);
        }
    }

    /** Returns when it is ready, or has ended. */
    private Process serve(MariaDbFiles files, Map<String, String> settings, int port) throws IOException {
        Process started = run(serving(files, settings, port));
        Thread atExit = new Thread(() -> close(started));
        Runtime.getRuntime().addShutdownHook(atExit);
        await("MariaDB's start").atMost(PATIENCE).until(() -> !started.isAlive() || says(READY));
        if (!started.isAlive()) {
            Runtime.getRuntime().removeShutdownHook(atExit); // or it would delete what the next one has files in
        }
        return started;
    }

    private List<String> serving(MariaDbFiles files, Map<String, String> settings, int port) {
        List<String> command = command(files);
        command.addAll(List.of(
                "--bind-address=127.0.0.1",
                "--port=" + port,
                "--socket=" + directory.resolve("socket"),
                "--pid-file=" + directory.resolve("pid"),
                "--skip-name-resolve",
                "--skip-ssl",
                "--general-log",
                "--general-log-file=" + log.file(),
                "--init-connect=" + GeneralLog.LET_IN));
        settings.forEach((name, value) -> command.add("--" + name + "=" + value));
        return command;
    }

    private List<String> command(MariaDbFiles files) {
        List<String> command = new ArrayList<>(List.of(
                files.server().toString(),
                "--no-defaults",
                "--datadir=" + directory.resolve("data"),
                "--tmpdir=" + directory,
                "--lc-messages-dir=" + files.share(),
                "--innodb-buffer-pool-size=16M",
                "--innodb-log-file-size=8M",
                "--innodb-flush-log-at-trx-commit=0"));
        if (System.getProperty("user.name").equals("root")) {
            command.add("--user=root");
        }
        return command;
    }

    private Process run(List<String> command) throws IOException {
        File output = said.toFile();
        return new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output))
                .start();
    }

    private boolean says(String words) throws IOException {
        return Files.readString(said).contains(words);
    }

    private static final class Shared {
        static final MariaDb SERVER = start(Map.of("max_connections", "400"));
    }
}
