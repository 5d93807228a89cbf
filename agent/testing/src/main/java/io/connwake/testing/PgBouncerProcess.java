package io.connwake.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The PgBouncer that is installed here, in a process of its own that listens on the loopback address. */
public final class PgBouncerProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long LOOK_AGAIN_NANOS = 20_000_000;

    private static final String READY = "process up";
    private static final String TAKEN = "Address already in use";
    private static final int TRIES = 4;

    private static final Pattern CLIENT =
            Pattern.compile(" C-\\S+: \\S+@(?<address>\\S+) (?<news>login attempt|closing because)");

    private final Process process;
    private final int port;
    private final Path directory;

    private PgBouncerProcess(Process process, int port, Path directory) {
        this.process = process;
        this.port = port;
        this.directory = directory;
    }

    /** Where it is; empty if it is not installed. */
    public static Optional<Path> installed() {
        return Stream.of("/usr/sbin/pgbouncer", "/usr/bin/pgbouncer", "/usr/local/bin/pgbouncer")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * Returns when it listens.
     *
     * @param database the only line of its section {@code [databases]}
     * @param users the text of its {@code auth_file}
     * @param settings of its section {@code [pgbouncer]}
     */
    public static PgBouncerProcess start(String database, String users, Map<String, String> settings) {
        return start(database, users, settings, FreePort::find);
    }

    /** @param ports of which it takes the first that nobody has taken meanwhile */
    static PgBouncerProcess start(String database, String users, Map<String, String> settings, IntSupplier ports) {
        Path executable = installed().orElseThrow(() -> new IllegalStateException("no PgBouncer is installed"));
        try {
            for (int left = TRIES; ; left--) {
                PgBouncerProcess started = launch(executable, database, users, settings, ports.getAsInt());
                if (started.isReady()) {
                    return started;
                }
                String log = Files.readString(started.directory.resolve("log"));
                started.close();
                if (left == 1 || !log.contains(TAKEN)) {
                    throw new IllegalStateException("PgBouncer does not start: " + log);
                }
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static PgBouncerProcess launch(
            Path executable, String database, String users, Map<String, String> settings, int port) throws IOException {
        Path directory = Files.createTempDirectory("connwake-pgbouncer");
        Path configuration = configure(directory, database, users, port, settings);
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("unshare", "-U")); // it refuses to run as root
        }
        command.addAll(List.of(executable.toString(), configuration.toString()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
        return new PgBouncerProcess(process, port, directory);
    }

    public int port() {
        return port;
    }

    /** How many clients it has, by its log. */
    public int clients() throws IOException {
        Set<String> open = new HashSet<>();
        for (String line : Files.readAllLines(directory.resolve("log"))) {
            Matcher client = CLIENT.matcher(line);
            if (!client.find()) {
                continue;
            }
            if (client.group("news").equals("login attempt")) {
                open.add(client.group("address"));
            } else {
                open.remove(client.group("address"));
            }
        }
        return open.size();
    }

    /** Closing it again does nothing. */
    @Override
    public synchronized void close() {
        if (!Files.exists(directory)) {
            return;
        }
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

    private static Path configure(Path directory, String database, String users, int port, Map<String, String> settings)
            throws IOException {
        Path file = Files.writeString(directory.resolve("users"), users);
        StringBuilder text = new StringBuilder();
        text.append("[databases]\n").append(database);
        text.append("\n[pgbouncer]\nlisten_addr = 127.0.0.1\nunix_socket_dir =\n");
        text.append("ignore_startup_parameters = extra_float_digits\n");
        text.append("auth_file = ").append(file).append("\nlisten_port = ").append(port);
        settings.forEach(
                (name, value) -> text.append('\n').append(name).append(" = ").append(value));
        return Files.writeString(directory.resolve("ini"), text.append('\n'));
    }

    /** Waits for its own word: at its port somebody else may answer. */
    private boolean isReady() throws IOException {
        Path log = directory.resolve("log");
        long startNanos = System.nanoTime();
        while (!Files.readString(log).contains(READY)) {
            if (!process.isAlive() || System.nanoTime() - startNanos > PATIENCE.toNanos()) {
                process.destroyForcibly();
                return false;
            }
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
        return true;
    }
}
