package io.connwake.testing;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A PgBouncer on the loopback address before a PostgreSQL; where none is installed, the test is reported as skipped. */
public final class PgBouncer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Process process;
    private final int port;
    private final Path directory;

    private PgBouncer(Process process, int port, Path directory) {
        this.process = process;
        this.port = port;
        this.directory = directory;
    }

    /** With settings of its section {@code [pgbouncer]}, for example {@code client_idle_timeout}. */
    public static PgBouncer before(Postgres server, Map<String, String> settings) {
        Optional<Path> installed = Stream.of("/usr/sbin/pgbouncer", "/usr/bin/pgbouncer", "/usr/local/bin/pgbouncer")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
        Assumptions.assumeTrue(installed.isPresent(), "no PgBouncer here: install the package pgbouncer");
        try {
            int port = freePort();
            Path directory = Files.createTempDirectory("connwake-pgbouncer");
            Path configuration = configure(directory, server, port, settings);
            List<String> command = new ArrayList<>();
            if (System.getProperty("user.name").equals("root")) {
                command.addAll(List.of("unshare", "-U")); // it refuses to run as root
            }
            command.addAll(List.of(installed.orElseThrow().toString(), configuration.toString()));
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("log").toFile())
                    .start();
            PgBouncer started = new PgBouncer(process, port, directory);
            await("PgBouncer, see " + directory).atMost(PATIENCE).until(started::answers);
            return started;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The way to a database through it. */
    public String jdbcUrl(Database database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database.name();
    }

    public int port() {
        return port;
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path each : files.toList()) {
                Files.delete(each);
            }
            Files.delete(directory);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static Path configure(Path directory, Postgres server, int port, Map<String, String> settings)
            throws IOException {
        Path users = directory.resolve("users");
        Files.writeString(users, '"' + server.user() + "\" \"" + server.password() + "\"\n");
        StringBuilder text = new StringBuilder();
        text.append("[databases]\n* = host=127.0.0.1 port=").append(server.port());
        text.append("\n[pgbouncer]\nlisten_addr = 127.0.0.1\nunix_socket_dir =\nauth_type = scram-sha-256\n");
        text.append("ignore_startup_parameters = extra_float_digits\n");
        text.append("auth_file = ").append(users).append("\nlisten_port = ").append(port);
        settings.forEach(
                (name, value) -> text.append('\n').append(name).append(" = ").append(value));
        return Files.writeString(directory.resolve("ini"), text.append('\n'));
    }

    private boolean answers() {
        if (!process.isAlive()) {
            throw new IllegalStateException("PgBouncer ended, see " + directory.resolve("log"));
        }
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket closedAtOnce = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return closedAtOnce.getLocalPort();
        }
    }
}
