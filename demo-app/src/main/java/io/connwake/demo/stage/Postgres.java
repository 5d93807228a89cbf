package io.connwake.demo.stage;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL server of our own; ends with {@link #close} or with this JVM, also when that is told to stop meanwhile. */
public final class Postgres implements AutoCloseable {
    /** The role of functions, which has no password; of the connections there are, the server keeps three from it. */
    static final String FUNCTIONS = "functions";

    private static final int MOST_CONNECTIONS = 60;
    private static final int KEPT_FOR_ADMINISTRATORS = 3;

    private final Path directory;
    private final Path files;
    private @Nullable EmbeddedPostgres server;
    private boolean closed;

    private Postgres(Path directory) {
        this.directory = directory;
        this.files = directory.resolve("data-" + ProcessHandle.current().pid());
    }

    static Postgres start(Path directory) throws IOException, SQLException {
        Postgres postgres = new Postgres(Files.createDirectories(directory));
        Runtime.getRuntime().addShutdownHook(new Thread(postgres::close, "stop-postgres"));
        postgres.start();
        postgres.run("create role " + FUNCTIONS + " login");
        return postgres;
    }

    /** For a superuser, without a password. */
    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + running().getPort() + "/postgres?user=postgres";
    }

    /** For a superuser whose sessions bear that name at the server. */
    public String url(String application) {
        return url() + "&ApplicationName=" + application;
    }

    public int port() {
        return running().getPort();
    }

    /** For the role of functions. */
    public String functionsUrl() {
        return "jdbc:postgresql://127.0.0.1:" + running().getPort() + "/postgres";
    }

    /** How many connections the server has for functions. */
    public int room() {
        return MOST_CONNECTIONS - KEPT_FOR_ADMINISTRATORS;
    }

    /** Those that functions have open, as the server counts them. */
    public int openByFunctions() throws SQLException {
        return count("select count(*) from pg_stat_activity where usename = '" + FUNCTIONS + "'");
    }

    /** Those that bear that name, see {@link #url(String)}. */
    public int openBy(String application) throws SQLException {
        return count("select count(*) from pg_stat_activity where application_name = '" + application + "'");
    }

    /** The number that a query answers. */
    public int count(String sql) throws SQLException {
        try (Connection connection = running().getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery(sql)) {
            count.next();
            return count.getInt(1);
        }
    }

    public void run(String sql) throws SQLException {
        try (Connection connection = running().getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (server == null) {
            return;
        }
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server = null;
    }

    private synchronized void start() throws IOException {
        if (closed) {
            return;
        }
        Path log = directory.resolve("postgres.log");
        try {
            server = EmbeddedPostgres.builder()
                    .setOverrideWorkingDirectory(directory.toFile())
                    .setDataDirectory(files)
                    .setServerConfig("unix_socket_directories", "")
                    .setServerConfig("max_connections", Integer.toString(MOST_CONNECTIONS))
                    .setErrorRedirector(Redirect.to(log.toFile()))
                    .setOutputRedirector(Redirect.appendTo(log.toFile()))
                    .setRegisterShutdownHook(false)
                    .start();
        } catch (IOException | RuntimeException e) {
            endHalfStarted();
            removeFiles();
            throw new IOException("PostgreSQL doesn't start here. " + lastWords(log), e);
        }
    }

    private static String lastWords(Path log) throws IOException {
        List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
        String words = String.join(" ", lines.subList(Math.max(0, lines.size() - 3), lines.size()));
        return "It said: " + words + " (" + log + ")";
    }

    /** A server that came up too late for its starter would stay behind. */
    private void endHalfStarted() throws IOException {
        Path pid = files.resolve("postmaster.pid");
        if (Files.exists(pid)) {
            long number = Long.parseLong(Files.readAllLines(pid).get(0).trim());
            ProcessHandle.of(number)
                    .filter(ProcessHandle::destroy)
                    .ifPresent(ending -> ending.onExit()
                            .completeOnTimeout(ending, 5, TimeUnit.SECONDS)
                            .join());
        }
    }

    private void removeFiles() throws IOException {
        if (!Files.exists(files)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(files)) {
            for (Path file : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private synchronized EmbeddedPostgres running() {
        if (server == null) {
            throw new IllegalStateException("PostgreSQL is stopped");
        }
        return server;
    }
}
