package io.connwake.contracts;

import com.example.beside.Entry;
import com.example.beside.Shop;
import com.example.pool.HikariCp;
import io.connwake.testing.ChildJvm;
import io.connwake.testing.Database;
import io.connwake.testing.Exit;
import io.connwake.testing.Jdk;
import io.connwake.testing.OtherAgent;
import io.connwake.testing.OtlpReceiver;
import io.connwake.testing.PointSeen;
import io.connwake.testing.Postgres;
import io.connwake.testing.RunningJvm;
import io.connwake.testing.SpanSeen;
import io.connwake.testing.Telemetry;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** One run of {@link Shop} from a HikariCP pool beside another agent, if any; everybody exports to the same receiver. */
record ShopRun(Exit exit, Telemetry seen) {
    static final String OURS = "io.connwake";
    private static final String LEASES = "lease shop";
    private static final int REQUESTS = 5;
    private static final List<String> POOL = List.of("HikariCP-7.1.0", "slf4j-api", "slf4j-nop", "postgresql-42.7.");

    /** A run to be described. */
    static final class Script {
        private final ChildJvm jvm;
        private final Class<? extends Entry> entry;
        private final List<String> jars = new ArrayList<>(POOL);
        private String way = "careful";
        private boolean isSeen = true;

        private Script(Jdk jdk, Class<? extends Entry> entry) {
            this.jvm = ChildJvm.ofMain(Shop.class).on(jdk);
            this.entry = entry;
        }

        /** The neighbour's settings are those of its agent argument. */
        Script beside(OtherAgent neighbour, String settings, Order order) {
            isSeen = order != Order.WITHOUT_CONNWAKE;
            if (order == Order.CONNWAKE_FIRST) {
                jvm.agent();
            }
            neighbour.attach(jvm, Libraries.find(neighbour.jar()), settings);
            if (order == Order.CONNWAKE_LAST) {
                jvm.agent();
            }
            return this;
        }

        Script alone() {
            jvm.agent();
            return this;
        }

        /** It forgets to close the connection of its last request. */
        Script forgetful() {
            way = "forgetful";
            return this;
        }

        Script property(String name, String value) {
            jvm.property(name, value);
            return this;
        }

        Script option(String option) {
            jvm.option(option);
            return this;
        }

        Script with(String... further) {
            jars.addAll(List.of(further));
            return this;
        }

        ShopRun run() {
            Database database = Postgres.shared().createDatabase("shop");
            try (OtlpReceiver receiver = OtlpReceiver.start();
                    RunningJvm running = started(receiver, database)) {
                if (isSeen) {
                    receiver.await(this::isServed);
                }
                running.closeInput();
                Exit exit = running.awaitExit();
                return new ShopRun(exit, receiver.telemetry());
            }
        }

        /** All that is told before the end, for which there is no more than a moment on a busy machine. */
        private boolean isServed(Telemetry seen) {
            return seen.spansNamed(LEASES).size() >= REQUESTS
                    && seen.points().stream().anyMatch(point -> point.scope().equals(OURS))
                    && (way.equals("careful") || !seen.findings().isEmpty());
        }

        private RunningJvm started(OtlpReceiver receiver, Database database) {
            return jvm.classPath(Libraries.classPath(jars.toArray(String[]::new)))
                    .property("connwake.leak.threshold", "1s")
                    .property("connwake.sites", "all")
                    .environment("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.endpoint())
                    .environment("OTEL_BSP_SCHEDULE_DELAY", "200")
                    .environment("OTEL_METRIC_EXPORT_INTERVAL", "500")
                    .arguments(
                            HikariCp.class.getName(),
                            entry.getName(),
                            database.jdbcUrl(),
                            database.user(),
                            database.password(),
                            way)
                    .start();
        }
    }

    static Script on(Jdk jdk, Class<? extends Entry> entry) {
        return new Script(jdk, entry);
    }

    List<SpanSeen> leases() {
        return seen.spansNamed(LEASES);
    }

    List<SpanSeen> ofOthers() {
        return seen.spans().stream().filter(span -> !span.scope().equals(OURS)).toList();
    }

    List<SpanSeen> ofOurs() {
        return seen.spans().stream().filter(span -> span.scope().equals(OURS)).toList();
    }

    /** Names of metrics of pools that we sent, or that others did. */
    Set<String> poolMetrics(boolean ours) {
        Set<String> names = new TreeSet<>();
        for (PointSeen point : seen.points()) {
            if (point.metric().startsWith("db.client.connection")
                    && point.scope().equals(OURS) == ours) {
                names.add(point.metric());
            }
        }
        return names;
    }

    /** The lines of stderr that are neither the JVM's about another agent, nor its greeting. */
    List<String> complaints() {
        return exit.err()
                .lines()
                .filter(line -> !line.isBlank()
                        && !line.contains("VM warning: Sharing is only supported")
                        && !line.startsWith("[otel.javaagent ")
                        && !line.startsWith("WARNING: ")
                        && !line.contains("Unexpected JVM command line syntax"))
                .toList();
    }
}
