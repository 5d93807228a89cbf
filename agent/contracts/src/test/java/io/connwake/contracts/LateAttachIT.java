package io.connwake.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.pool.LateCases;
import io.connwake.testing.AgentJar;
import io.connwake.testing.ChildJvm;
import io.connwake.testing.Database;
import io.connwake.testing.Exit;
import io.connwake.testing.Jdk;
import io.connwake.testing.Recording;
import io.connwake.testing.RunningJvm;
import io.connwake.testing.SpanSeen;
import io.connwake.testing.Telemetry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Classes that were loaded before the agent and woven again show of what comes then what classes show that were not. */
class LateAttachIT {
    private static final List<String> CASES = List.of("reused", "two_at_once", "waited", "concurrent");
    private static final List<PoolLibrary> POOLS = List.of(
            PoolLibrary.HIKARI_CP_7, PoolLibrary.COMMONS_DBCP_2_14, PoolLibrary.TOMCAT_JDBC_11, PoolLibrary.H2_2);

    static Stream<Arguments> matrix() {
        return POOLS.stream()
                .flatMap(pool -> Stream.of(17, 25)
                        .flatMap(feature -> CaseRun.jdk(feature).stream())
                        .map(jdk -> Arguments.of(pool, jdk)));
    }

    @ParameterizedTest
    @MethodSource("matrix")
    void what_is_seen_after_an_attach_is_what_is_seen_with_javaagent(PoolLibrary library, Jdk jdk) {
        Map<String, Object> late = seen(library, jdk, true);
        Map<String, Object> early = seen(library, jdk, false);

        assertThat(late).isEqualTo(early);
        assertThat(late).containsEntry("leases concurrent", 200).containsEntry("errors", 0.0);
    }

    private static Map<String, Object> seen(PoolLibrary library, Jdk jdk, boolean late) {
        String prefix = "late" + System.nanoTime() + "_";
        PoolServer server = library.server();
        String url = "jdbc:h2:mem:" + prefix + "%s;DB_CLOSE_DELAY=-1";
        String user = "sa";
        String password = "s3same-Open";
        List<String> databases = new ArrayList<>(CASES);
        databases.add("before");
        for (String each : databases) {
            Database database = server.create(prefix + each);
            if (database != null) {
                url = database.jdbcUrl().replace(database.name(), prefix + "%s");
                user = database.user();
                password = database.password();
            }
        }
        Path file = PoolRun.recording(prefix + library.name());
        String settings = "record=" + file + ";acquire.threshold=1h;sites=all";
        ChildJvm program = ChildJvm.ofMain(LateCases.class)
                .on(jdk)
                .classPath(Libraries.classPath(library.jars))
                .environment("OTEL_SDK_DISABLED", "true")
                .arguments("before", library.adapter, url, user, password, "1")
                .arguments(CASES.toArray(String[]::new));
        try (RunningJvm jvm = (late ? program : program.agent(settings)).start()) {
            jvm.awaitLine("warm");
            if (late) {
                Exit attached = ChildJvm.ofJar(AgentJar.path())
                        .on(jdk)
                        .arguments("attach", Long.toString(jvm.pid()), settings)
                        .run();
                assertThat(attached.err()).isEmpty();
                assertThat(attached.code()).isZero();
            }
            jvm.closeInput();
            Exit exit = jvm.awaitExit();
            assertThat(exit.code()).isZero();
            assertThat(exit.out().lines()).hasSize(CASES.size() + 1).allMatch(line -> !line.contains("unexpected"));
        }
        return facts(Recording.read(file).telemetry(), prefix);
    }

    /** Of the cases alone, not of what was before. */
    private static Map<String, Object> facts(Telemetry seen, String prefix) {
        Map<String, Object> facts = new TreeMap<>();
        facts.put("errors", seen.sum("connwake.agent.errors"));
        facts.put("findings", seen.findings().size());
        for (String name : CASES) {
            List<SpanSeen> leases = seen.spansNamed("lease ").stream()
                    .filter(lease -> name.equals(lease.attribute("thread.name")))
                    .toList();
            facts.put("leases " + name, leases.size());
            facts.put("statements " + name, sum(leases, "connwake.lease.statements"));
            facts.put(
                    "sites " + name,
                    leases.stream()
                            .map(lease -> lease.attribute("code.line.number"))
                            .distinct()
                            .count());
            Map<String, Object> database = Map.of("db.namespace", prefix + name);
            double opened = seen.sum("connwake.connection.opened", database);
            // how many a pool opens for many threads at once is a matter of their speed; and H2's has a connection
            // counted as free before it has it back, so that who waited may open another
            boolean isRace = name.equals("concurrent") || name.equals("waited");
            facts.put("opened " + name, isRace ? opened > 0 : opened);
            facts.put("left open " + name, opened - seen.sum("connwake.connection.closed", database));
            facts.put("limit " + name, seen.sum("db.client.connection.limit", database));
        }
        return facts;
    }

    private static long sum(List<SpanSeen> leases, String attribute) {
        return leases.stream()
                .mapToLong(lease -> Long.parseLong(String.valueOf(lease.attribute(attribute))))
                .sum();
    }
}
