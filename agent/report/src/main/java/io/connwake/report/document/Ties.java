package io.connwake.report.document;

import io.connwake.pipeline.model.Names;
import io.connwake.report.facts.Connection;
import io.connwake.report.facts.Facts;
import io.connwake.report.facts.Finding;
import io.connwake.report.facts.Leases;
import io.connwake.report.facts.Pool;
import io.connwake.report.facts.Values;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which leases and connections are the case of which finding: those that its span links to; where it links to none, those
 * on which its kind stands; and of a finding that is about a whole pool, the connections of that.
 */
final class Ties {
    private static final int MOST_OF_POOL = 50;

    private final Facts facts;
    private final List<Finding> findings;
    private final List<List<Integer>> leasesOf = new ArrayList<>();
    private final List<Set<Connection>> connectionsOf = new ArrayList<>();
    private final Map<Long, List<Integer>> bySpan = new HashMap<>();
    private final Map<String, Integer> byKind = new HashMap<>();

    Ties(Facts facts, List<Finding> findings) {
        this.facts = facts;
        this.findings = findings;
        for (int f = 0; f < findings.size(); f++) {
            leasesOf.add(new ArrayList<>());
            connectionsOf.add(new LinkedHashSet<>());
            name(findings.get(f), f);
        }
        for (int i = 0; i < facts.leases.size(); i++) {
            tie(i);
        }
        for (Connection each : facts.connections) {
            linkedTo(each.connectSpan).forEach(finding -> tie(each, finding));
            linkedTo(each.lifeSpan).forEach(finding -> tie(each, finding));
        }
        for (int f = 0; f < findings.size(); f++) {
            if (connectionsOf.get(f).isEmpty()) {
                tieToPool(f);
            }
        }
    }

    private void name(Finding finding, int index) {
        for (long span : finding.links) {
            bySpan.computeIfAbsent(span, key -> new ArrayList<>(1)).add(index);
        }
        String pool = Values.text(finding.attributes(), Names.FINDING_POOL);
        byKind.putIfAbsent(finding.process.index + finding.kind() + "\n" + pool, index);
        byKind.putIfAbsent(finding.process.index + finding.kind(), index);
    }

    private List<Integer> linkedTo(long span) {
        return bySpan.isEmpty() ? List.of() : bySpan.getOrDefault(span, List.of());
    }

    private void tie(int lease) {
        Leases leases = facts.leases;
        List<Integer> linked = linkedTo(leases.span(lease));
        Integer first = linked.isEmpty() ? ofKind(lease) : linked.get(0);
        leases.belongs(lease, first == null ? -1 : first);
        if (first != null) {
            int connection = leases.connection(lease);
            for (Integer each : linked.isEmpty() ? List.of(first) : linked) {
                leasesOf.get(each).add(lease);
                tie(connection < 0 ? null : facts.connections.get(connection), each);
            }
        }
    }

    private @Nullable Integer ofKind(int lease) {
        Leases leases = facts.leases;
        int told = leases.finding(lease);
        if (told >= -1) {
            return null;
        }
        String kind = leases.process(lease) + facts.findingKinds.get(-2 - told);
        String pool = leases.pool(lease) < 0 ? null : facts.pools.get(leases.pool(lease)).name;
        return byKind.getOrDefault(kind + "\n" + pool, byKind.get(kind));
    }

    private void tie(@Nullable Connection connection, int finding) {
        if (connection != null) {
            connectionsOf.get(finding).add(connection);
        }
    }

    private void tieToPool(int index) {
        Finding finding = findings.get(index);
        Set<Connection> tied = connectionsOf.get(index);
        for (Connection each : facts.connections) {
            if (each.pool != null && isNamed(finding, each.pool) && tied.size() < MOST_OF_POOL) {
                tied.add(each);
            }
        }
    }

    /** Pools of one name, as those of each invocation, are all meant. */
    static boolean isNamed(Finding finding, Pool pool) {
        return pool.process == finding.process
                && pool.name.equals(Values.text(finding.attributes(), Names.FINDING_POOL));
    }

    /** The first pool of the name that a finding names; null if it names none. */
    @Nullable
    Pool pool(Finding finding) {
        for (Pool each : facts.pools) {
            if (isNamed(finding, each)) {
                return each;
            }
        }
        return null;
    }

    /** In the order of the findings. */
    List<Set<Connection>> connections() {
        return connectionsOf;
    }

    List<Integer> leasesOf(int finding) {
        return leasesOf.get(finding);
    }

    Set<Connection> connectionsOf(int finding) {
        return connectionsOf.get(finding);
    }
}
