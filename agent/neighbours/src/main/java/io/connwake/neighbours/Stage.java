package io.connwake.neighbours;

import com.example.orders.Orders;
import io.connwake.testing.AgentJar;
import io.connwake.testing.ChildJvm;
import io.connwake.testing.Exit;
import io.connwake.testing.Jdk;
import io.connwake.testing.RunningJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/** A run to be arranged: on which JDK, whether Connwake is there, and a folder that the runs of a cell share. */
final class Stage {
    static final String URL = "jdbc:h2:mem:orders";

    private static final String[] POOL = {"HikariCP", "slf4j-api", "slf4j-nop", "h2"};

    private final Jdk jdk;
    private final Path folder;
    private final boolean isWatched;
    private final Map<String, Callable<Boolean>> claims = new LinkedHashMap<>();

    Stage(Jdk jdk, Path folder, boolean isWatched) {
        this.jdk = jdk;
        this.folder = folder;
        this.isWatched = isWatched;
    }

    Jdk jdk() {
        return jdk;
    }

    Path folder() {
        return folder;
    }

    boolean isWatched() {
        return isWatched;
    }

    Path recording() {
        return folder.resolve("recording.jsonl");
    }

    /** The program as an application that knows no neighbours. */
    ChildJvm orders() {
        return entered(Orders.class).arguments(URL);
    }

    /** Another way into it, on its class path with these further libraries. */
    ChildJvm entered(Class<?> main, String... libraries) {
        List<Path> path = application();
        for (String each : libraries) {
            path.add(library(each));
        }
        return on(ChildJvm.ofMain(main).classPath(path.toArray(Path[]::new)));
    }

    ChildJvm on(ChildJvm jvm) {
        return jvm.on(jdk)
                .directory(folder)
                .environment("OTEL_TRACES_EXPORTER", "none")
                .environment("OTEL_METRICS_EXPORTER", "none")
                .environment("OTEL_LOGS_EXPORTER", "none");
    }

    /** Connwake comes here among the agents, if at all. */
    ChildJvm connwake(ChildJvm jvm) {
        return isWatched ? jvm.agent("record=" + recording() + ";leak.threshold=200ms;sites=all") : jvm;
    }

    /** What must be true when the program has ended, so that a run without its neighbour is not taken for one with it. */
    void claim(String claim, Callable<Boolean> check) {
        claims.put(claim, check);
    }

    Map<String, Callable<Boolean>> claims() {
        return claims;
    }

    /** Runs it beforehand, until it is told to end at once. */
    static Exit rehearsed(ChildJvm jvm) {
        try (RunningJvm running = jvm.start()) {
            running.closeInput();
            return running.awaitExit();
        }
    }

    /** The program's own jar and what it needs. */
    static List<Path> application() {
        List<Path> path = new ArrayList<>(List.of(built("orders.jar")));
        path.addAll(pool());
        return path;
    }

    static List<Path> pool() {
        List<Path> path = new ArrayList<>();
        for (String each : POOL) {
            path.add(library(each));
        }
        return path;
    }

    /** The jar whose name begins so. */
    static Path library(String beginning) {
        Path libraries = built("libraries");
        try (Stream<Path> files = Files.list(libraries)) {
            return files.filter(file -> file.getFileName().toString().startsWith(beginning))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no " + beginning + " in " + libraries));
        } catch (IOException absent) {
            throw new UncheckedIOException(absent);
        }
    }

    static Path built(String name) {
        try {
            Path classes = Path.of(Stage.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return classes.resolveSibling(name);
        } catch (URISyntaxException unusual) {
            throw new IllegalStateException(unusual);
        }
    }

    Path made(String name) {
        try {
            return Files.createDirectories(folder.resolve(name));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static String agentJar() {
        return AgentJar.path().toString();
    }
}
