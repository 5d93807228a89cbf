package io.connwake.neighbours;

import io.connwake.testing.Exit;
import io.connwake.testing.LogSeen;
import io.connwake.testing.SpanSeen;
import io.connwake.testing.Telemetry;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** What must come of a run of {@code Orders}, as faults where it does not. */
final class Expectation {
    static final String LEAK = "connwake: leak at com.example.orders.Orders.keep(Orders.java:";

    private static final int LEASES = 9;
    private static final int CONNECTIONS = 2;
    private static final int CODE = 3;
    private static final String DONE = "orders: 5\n";

    private final Neighbour neighbour;
    private final long times;
    private final List<String> faults;

    /** Adds what is otherwise to these faults. */
    Expectation(Neighbour neighbour, List<String> faults) {
        this.neighbour = neighbour;
        this.times = neighbour.times();
        this.faults = faults;
    }

    void ofExits(Exit alone, Exit watched) {
        equal("exit code without", CODE, alone.code());
        equal("work done without", times, alone.out().split(DONE, -1).length - 1);
        equal("exit code", alone.code(), watched.code());
        equal("stdout", neighbour.ofProgram(alone.out()), neighbour.ofProgram(watched.out()));
        List<String> told = new ArrayList<>();
        StringBuilder others = new StringBuilder();
        watched.err().lines().forEach(line -> {
            if (line.startsWith("connwake: ")) {
                told.add(line);
            } else {
                others.append(line).append('\n');
            }
        });
        equal("stderr", neighbour.ofProgram(alone.err()), neighbour.ofProgram(others.toString()));
        equal("lines of ours", 1, told.size());
        told.stream().filter(line -> !line.startsWith(LEAK)).forEach(faults::add);
    }

    void of(Telemetry seen) {
        List<SpanSeen> leases = seen.spansNamed("lease orders");
        equal("leases", LEASES * times, leases.size());
        equal("leases given back", (LEASES - 1) * times, count(leases, "connwake.lease.outcome", "released"));
        equal("leases with an error", times, count(leases, "connwake.lease.errors", 1L));
        equal("leases of a statement", (LEASES - 1) * times, statements(leases));
        equal("waits", LEASES * times, seen.histogramCount("db.client.connection.wait_time"));
        equal("uses", (LEASES - 1) * times, seen.histogramCount("db.client.connection.use_time"));
        equal("connections opened", CONNECTIONS * times, (long) seen.sum("connwake.connection.opened"));
        equal("connections closed", CONNECTIONS * times, (long) seen.sum("connwake.connection.closed"));
        equal("findings", Set.of("leak"), kinds(seen));
        equal("connwake.agent.errors", 0, (long) seen.sum("connwake.agent.errors"));
        equal("connwake.agent.events.dropped", 0, (long) seen.sum("connwake.agent.events.dropped"));
        equal("connwake.agent.taps.unmatched", 0, (long) seen.sum("connwake.agent.taps.unmatched"));
    }

    /** One that is still open when its request ends is told then, without what it does later. */
    private static long statements(List<SpanSeen> leases) {
        List<SpanSeen> released = leases.stream()
                .filter(lease -> "released".equals(lease.attribute("connwake.lease.outcome")))
                .toList();
        return count(released, "connwake.lease.statements", 1L);
    }

    private static long count(List<SpanSeen> leases, String key, Object value) {
        return leases.stream()
                .filter(lease -> value.equals(lease.attribute(key)))
                .count();
    }

    private static Set<String> kinds(Telemetry seen) {
        Set<String> kinds = new TreeSet<>();
        for (LogSeen each : seen.findings()) {
            kinds.add(String.valueOf(each.attribute("connwake.finding.kind")));
        }
        return kinds;
    }

    private void equal(String what, long wanted, long found) {
        equal(what, (Object) wanted, found);
    }

    private void equal(String what, Object wanted, Object found) {
        if (!Objects.equals(wanted, found)) {
            faults.add(what + ": " + found + " instead of " + wanted);
        }
    }
}
