package io.connwake.report.document;

import io.connwake.pipeline.model.Names;
import io.connwake.report.facts.Connection;
import io.connwake.report.facts.Facts;
import io.connwake.report.facts.Finding;
import io.connwake.report.facts.Instance;
import io.connwake.report.facts.Pool;
import io.connwake.report.facts.Values;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is shown of what there is: findings in their order, the pools and the connections that matter most. */
final class Selection {
    private static final int MOST_POOLS = 300;
    private static final int MOST_ROWS = 400;
    private static final int MOST_FINDINGS = 1_000;
    private static final List<String> SEVERITIES = List.of("error", "warn", "info");

    private final Facts facts;
    private final List<Finding> allFindings;
    private final List<Finding> findings;
    private final List<Pool> pools;
    private final List<Connection> rows;
    private final Map<Pool, Integer> poolIndexes = new HashMap<>();
    private final Map<Connection, Integer> rowIndexes = new HashMap<>();
    private final Ties ties;

    Selection(Facts facts) {
        this.facts = facts;
        this.allFindings = findings(facts);
        this.findings = allFindings.subList(0, Math.min(MOST_FINDINGS, allFindings.size()));
        this.ties = new Ties(facts, findings);
        this.pools = choosePools();
        this.rows = chooseRows();
        pools.forEach(each -> poolIndexes.put(each, poolIndexes.size()));
        rows.forEach(each -> rowIndexes.put(each, rowIndexes.size()));
    }

    /** Confirmed first, then by severity, then by count. */
    private static List<Finding> findings(Facts facts) {
        List<Finding> shown = new ArrayList<>();
        for (Instance process : facts.processes) {
            process.findings.values().stream().filter(Finding::wasConfirmed).forEach(shown::add);
        }
        shown.sort(Comparator.comparing((Finding each) -> !each.isConfirmed())
                .thenComparingInt(each -> SEVERITIES.indexOf(each.severity()))
                .thenComparingLong(each -> -Values.whole(each.attributes(), Names.FINDING_COUNT, 1))
                .thenComparing(Finding::kind)
                .thenComparingInt(each -> each.process.index)
                .thenComparing(each -> each.id));
        return shown;
    }

    private List<Pool> choosePools() {
        Set<Pool> chosen = new LinkedHashSet<>();
        List<Pool> byUse = new ArrayList<>(facts.pools);
        byUse.sort(Comparator.comparingLong(each -> -each.leases - each.failures));
        for (Finding finding : findings) {
            Pool pool = pool(finding);
            if (pool != null && chosen.size() < MOST_POOLS) {
                chosen.add(pool);
            }
        }
        for (Pool each : byUse) {
            if (chosen.size() < MOST_POOLS) {
                chosen.add(each);
            }
        }
        List<Pool> inOrder = new ArrayList<>(chosen);
        inOrder.sort(Comparator.comparingInt(each -> each.index));
        return inOrder;
    }

    @Nullable
    Pool pool(Finding finding) {
        return ties.pool(finding);
    }

    /** Those of findings, those that had trouble, and of the others some from all over. */
    private List<Connection> chooseRows() {
        Set<Connection> chosen = new HashSet<>();
        for (Set<Connection> each : ties.connections()) {
            each.stream().limit(Math.max(4, MOST_ROWS / 8)).forEach(connection -> choose(chosen, connection));
        }
        for (Connection each : facts.connections) {
            if (each.death() != null
                    || each.hasErrors
                    || each.marks().stream().anyMatch(m -> m.kind().equals("skipped"))) {
                choose(chosen, each);
            }
        }
        List<Connection> others = new ArrayList<>(facts.connections);
        others.removeAll(chosen);
        int room = MOST_ROWS - chosen.size();
        for (int i = 0; i < Math.min(room, others.size()); i++) {
            chosen.add(others.get((int) ((long) i * others.size() / Math.min(room, others.size()))));
        }
        Connection[] inOrder = chosen.toArray(new Connection[0]);
        Arrays.sort(
                inOrder,
                Comparator.comparingInt((Connection each) -> each.process.index)
                        .thenComparingInt(each -> each.pool == null ? -1 : each.pool.index)
                        .thenComparingLong(each -> each.openedNanos)
                        .thenComparingLong(each -> each.id));
        return List.of(inOrder);
    }

    private static void choose(Set<Connection> chosen, Connection connection) {
        if (chosen.size() < MOST_ROWS) {
            chosen.add(connection);
        }
    }

    /** Whether what a pool has lent and not got back is lost. */
    boolean isLeaking(Pool pool) {
        return allFindings.stream()
                .anyMatch(each -> each.isConfirmed() && each.kind().equals("leak") && Ties.isNamed(each, pool));
    }

    /** Also those that are too many to be shown. */
    List<Finding> allFindings() {
        return allFindings;
    }

    List<Finding> findings() {
        return findings;
    }

    List<Pool> pools() {
        return pools;
    }

    List<Connection> rows() {
        return rows;
    }

    /** -1 if it is not shown. */
    int index(@Nullable Pool pool) {
        return pool == null ? -1 : poolIndexes.getOrDefault(pool, -1);
    }

    /** -1 if it is not shown. */
    int index(@Nullable Connection connection) {
        return connection == null ? -1 : rowIndexes.getOrDefault(connection, -1);
    }

    List<Integer> leasesOf(int finding) {
        return ties.leasesOf(finding);
    }

    Set<Connection> connectionsOf(int finding) {
        return ties.connectionsOf(finding);
    }
}
