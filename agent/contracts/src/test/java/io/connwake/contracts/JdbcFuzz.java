package io.connwake.contracts;

import com.example.fuzz.RandomUse;
import io.connwake.testing.ChildJvm;
import io.connwake.testing.Exit;
import io.connwake.testing.Recording;
import io.connwake.testing.SpanSeen;
import io.connwake.testing.Telemetry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One run of {@link RandomUse} under the packaged agent, and what its telemetry has wrong. */
final class JdbcFuzz {
    private static final String[] JARS = {
        "HikariCP-7.1.0",
        "slf4j-api",
        "slf4j-nop",
        "commons-dbcp2-2.14.0",
        "commons-pool2-2.13.0",
        "commons-logging",
        "tomcat-jdbc-11",
        "tomcat-juli-11",
        "spring-jdbc-7",
        "spring-core-7",
        "spring-beans-7",
        "spring-tx-7",
        "spring-context-7",
        "datasource-proxy-1.11",
        "p6spy-3",
        "h2-2.5.252"
    };

    private final List<String> arguments;
    private final Exit exit;
    private final Telemetry seen;
    private final Map<String, List<String>> told = new TreeMap<>();

    private JdbcFuzz(List<String> arguments, Exit exit, Telemetry seen) {
        this.arguments = arguments;
        this.exit = exit;
        this.seen = seen;
        exit.out().lines().forEach(line -> {
            String[] words = line.split(" ", 3);
            told.computeIfAbsent(words[0] + " " + words[1], kind -> new ArrayList<>())
                    .add(words[2]);
        });
    }

    static JdbcFuzz run(int operations, List<Long> seeds) {
        List<String> arguments = new ArrayList<>(List.of(Integer.toString(operations)));
        seeds.forEach(seed -> arguments.add(Long.toString(seed)));
        Path file = PoolRun.recording("fuzz-" + seeds.get(0) + "-" + operations);
        Exit exit = program(arguments)
                .agent()
                .property("connwake.record", file)
                .property("connwake.leak.threshold", "1s")
                .environment("OTEL_TRACES_EXPORTER", "none")
                .environment("OTEL_METRICS_EXPORTER", "none")
                .environment("OTEL_LOGS_EXPORTER", "none")
                .run();
        return new JdbcFuzz(arguments, exit, Recording.read(file).telemetry());
    }

    private static ChildJvm program(List<String> arguments) {
        return ChildJvm.ofMain(RandomUse.class)
                .classPath(Libraries.classPath(JARS))
                .property("p6spy.config.logfile", Path.of("target", "spy.log").toAbsolutePath())
                .arguments(arguments.toArray(String[]::new));
    }

    /** Empty if nothing is. */
    List<String> mistakes(List<Long> seeds) {
        List<String> wrong = new ArrayList<>();
        if (exit.code() != 0) {
            return List.of(exit.err());
        }
        differs("errors of the agent", 0, (long) seen.sum("connwake.agent.errors"), wrong);
        differs("events dropped", 0, (long) seen.sum("connwake.agent.events.dropped"), wrong);
        for (long seed : seeds) {
            List<String> here = new ArrayList<>();
            compare("fuzz" + seed, here);
            here.forEach(each -> wrong.add("-Dfuzz.seed=" + seed + " " + told.get("stack fuzz" + seed) + ": " + each));
        }
        return wrong;
    }

    /** What the application sees differently without the agent, where it does one thing after the other. */
    List<String> differences() {
        String results = lines(exit.out(), "result ");
        String without = lines(program(arguments).run().out(), "result ");
        return results.equals(without) ? List.of() : List.of(firstDifference(results, without));
    }

    private static String lines(String out, String kind) {
        return String.join(
                "\n", out.lines().filter(line -> line.startsWith(kind)).toList());
    }

    private static String firstDifference(String with, String without) {
        List<String> expected = without.lines().toList();
        List<String> actual = with.lines().toList();
        for (int i = 0; i < Math.min(expected.size(), actual.size()); i++) {
            if (!expected.get(i).equals(actual.get(i))) {
                return "without the agent: " + expected.get(i) + "; with it: " + actual.get(i);
            }
        }
        return expected.size() + " results without the agent, " + actual.size() + " with it";
    }

    private void compare(String name, List<String> wrong) {
        String[] count = first("count " + name).split(" ", -1);
        long acquired = Long.parseLong(count[0]);
        long lost = Long.parseLong(count[2]);
        List<SpanSeen> leases = leases(name);
        differs("leases", counted(name), summed(leases), wrong);
        long linked = leases.stream().filter(each -> connection(each) != null).count();
        long connections = leases.stream()
                .map(JdbcFuzz::connection)
                .filter(Objects::nonNull)
                .distinct()
                .count();
        long reused = leases.stream()
                .filter(each -> Boolean.TRUE.equals(each.attribute("connwake.connection.reused")))
                .count();
        differs("leases linked to a connection", acquired, linked, wrong);
        differs("leases of a connection that was lent before", linked - connections, reused, wrong);
        if (!count[3].equals("NONE")) {
            Map<String, Object> pool = Map.of("db.client.connection.pool.name", name);
            differs("waits", acquired, seen.histogramCount("db.client.connection.wait_time", pool), wrong);
            differs("uses", acquired - lost, seen.histogramCount("db.client.connection.use_time", pool), wrong);
            long vain = leases.stream()
                    .filter(each -> "timeout".equals(each.attribute("connwake.lease.outcome")))
                    .count();
            differs("timeouts", vain, (long) seen.sum("db.client.connection.timeouts", pool), wrong);
        }
        if (count[4].equals("stub")) {
            String[] server = first("server " + name).split(" ", -1);
            Map<String, Object> database = Map.of("db.namespace", name);
            differs("opened", server[0], (long) seen.sum("connwake.connection.opened", database), wrong);
            long closed = (long) seen.sum("connwake.connection.closed", database);
            long least = Long.parseLong(server[1]);
            if (closed < least || closed > least + lost) { // what is lost may have been garbage
                differs("closed", least, closed, wrong);
            }
        }
    }

    private String first(String what) {
        return told.getOrDefault(what, List.of()).get(0);
    }

    private List<SpanSeen> leases(String name) {
        return seen.spansNamed("lease ").stream()
                .filter(lease -> String.valueOf(lease.attribute("thread.name")).startsWith(name + "-"))
                .toList();
    }

    private static @Nullable Object connection(SpanSeen lease) {
        return lease.attribute("connwake.connection.id");
    }

    private Map<String, Integer> counted(String name) {
        Map<String, Integer> leases = new TreeMap<>();
        for (String each : told.getOrDefault("lease " + name, List.of())) {
            int end = each.indexOf(' ');
            leases.put(each.substring(end + 1), Integer.valueOf(each.substring(0, end)));
        }
        return leases;
    }

    private static Map<String, Integer> summed(List<SpanSeen> leases) {
        Map<String, Integer> summed = new TreeMap<>();
        for (SpanSeen each : leases) {
            String ended = ended(each);
            String lease = each.attribute("thread.name") + " " + ended + " " + number(each, ended, "statements") + " "
                    + number(each, ended, "errors");
            summed.merge(lease, 1, Integer::sum);
        }
        return summed;
    }

    private static Object number(SpanSeen lease, String ended, String what) {
        return ended.equals("lost") ? "?" : lease.attributes().getOrDefault("connwake.lease." + what, 0L);
    }

    /** In the words of the program, which can't tell the ways apart in which an acquire fails or a lease is lost. */
    private static String ended(SpanSeen lease) {
        String outcome =
                String.valueOf(lease.attribute("connwake.lease.outcome")).toLowerCase(Locale.ROOT);
        return switch (outcome) {
            case "abandoned", "open_at_exit" -> "lost";
            case "timeout", "refused" -> "failed";
            default -> outcome;
        };
    }

    private static void differs(String what, Object expected, Object actual, List<String> wrong) {
        if (!expected.toString().equals(actual.toString())) {
            wrong.add(what + ": counted " + expected + ", told " + actual);
        }
    }
}
