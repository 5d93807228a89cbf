package io.connwake.demo.stage;

import io.connwake.demo.recording.Recording;
import io.connwake.testing.PgBouncerProcess;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Where a story is played: starts its services, with the agent or without, and clears up behind them. */
public final class Stage implements AutoCloseable {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

    private final Path home;
    private final Optional<Path> agent;
    private final Optional<Path> layer;
    private final Consumer<String> progress;
    private final Postgres postgres;
    private final Queue<Process> processes = new ConcurrentLinkedQueue<>();
    private final Queue<Environments> environments = new ConcurrentLinkedQueue<>();
    private final Queue<PgBouncerProcess> proxies = new ConcurrentLinkedQueue<>();

    /**
     * Home is the folder of the demo: sources under {@code src}, all that is written under {@code target}. The layer has
     * the agent in it.
     */
    public Stage(Path home, Optional<Path> agent, Optional<Path> layer, Consumer<String> progress)
            throws IOException, SQLException {
        this.home = home;
        this.agent = agent;
        this.layer = layer;
        this.progress = progress;
        progress.accept("starting PostgreSQL");
        this.postgres = Postgres.start(home.resolve("target/postgres"));
        Runtime.getRuntime().addShutdownHook(new Thread(this::endProcesses, "stop-services"));
    }

    public boolean hasAgent() {
        return agent.isPresent();
    }

    public Postgres postgres() {
        return postgres;
    }

    public Sources sources() {
        return new Sources(home.resolve("src/main/java"));
    }

    public void progress(String news) {
        progress.accept(news);
    }

    /** The same jar in any case; only with the agent it is given the settings and writes a recording. */
    public Service start(Class<?> main, String name, List<String> settings, List<String> arguments)
            throws IOException, InterruptedException {
        Path folder = Files.createDirectories(home.resolve("target/recordings"));
        removeOlder(folder, name);
        Path recording = folder.resolve(name + ".jsonl");
        Path log = folder.resolve(name + ".log");
        ProcessBuilder builder = new ProcessBuilder(command(main, recording, settings, arguments));
        builder.environment().putIfAbsent("OTEL_SERVICE_NAME", name);
        builder.redirectError(log.toFile());
        Process process = builder.start();
        processes.add(process);
        return Service.listening(process, recording, log);
    }

    /** In no environment yet; only with the agent will they record. */
    public Environments deploy(Deployment function, String name) throws IOException {
        Path folder = Files.createDirectories(home.resolve("target/recordings"));
        removeOlder(folder, name + "-*");
        Path recording = folder.resolve(name + "-%p.jsonl");
        Environments deployed = new Environments(
                new Lambda(home, layer).function(function, postgres.functionsUrl(), recording), folder, name);
        environments.add(deployed);
        return deployed;
    }

    /** Looks into the recording of a running service until it shows what is wanted, or patience ends. */
    public Recording await(Service service, Predicate<Recording> wanted, Duration patience)
            throws IOException, InterruptedException {
        long startNanos = System.nanoTime();
        Recording recording = Recording.read(service.recording());
        while (!wanted.test(recording) && System.nanoTime() - startNanos < patience.toNanos()) {
            Thread.sleep(LOOK_AGAIN.toMillis());
            recording = Recording.read(service.recording());
        }
        return recording;
    }

    /** For what no recording shows; false if it doesn't happen while patience lasts. */
    public boolean await(Callable<Boolean> event, Duration patience) throws Exception {
        return Patience.until(event, patience);
    }

    /** A PgBouncer before the server's one database, for the role of functions, with such settings. */
    public PgBouncerProcess pgBouncer(Map<String, String> settings) {
        Map<String, String> all = new LinkedHashMap<>(settings);
        all.put("auth_type", "any");
        PgBouncerProcess proxy = PgBouncerProcess.start(
                "postgres = host=127.0.0.1 port=" + postgres.port() + " user=" + Postgres.FUNCTIONS, "", all);
        proxies.add(proxy);
        return proxy;
    }

    @Override
    public void close() {
        endProcesses();
        postgres.close();
    }

    private List<String> command(Class<?> main, Path recording, List<String> settings, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        agent.ifPresent(jar -> {
            command.add("-javaagent:" + jar);
            command.add("-Dconnwake.record=" + recording);
            command.addAll(settings);
        });
        command.addAll(List.of("-Dsun.net.httpserver.nodelay=true", "-cp", System.getProperty("java.class.path")));
        command.add(main.getName());
        command.addAll(arguments);
        return command;
    }

    /** Also what the agent kept of an earlier run under a name derived from ours. */
    private static void removeOlder(Path folder, String name) throws IOException {
        try (DirectoryStream<Path> older = Files.newDirectoryStream(folder, name + ".*")) {
            for (Path file : older) {
                Files.delete(file);
            }
        }
    }

    private void endProcesses() {
        environments.forEach(Environments::close);
        proxies.forEach(PgBouncerProcess::close);
        processes.forEach(Process::destroy);
        for (Process process : processes) {
            try {
                if (!process.waitFor(3, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }
}
