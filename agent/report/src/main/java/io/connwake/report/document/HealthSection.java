package io.connwake.report.document;

import io.connwake.pipeline.model.Names;
import io.connwake.report.facts.Facts;
import io.connwake.report.facts.Instance;
import io.connwake.report.facts.Series;
import java.util.Map;
import java.util.TreeMap;

/** What the agent could not keep up with, in each process. */
final class HealthSection {
    private final Facts facts;

    HealthSection(Facts facts) {
        this.facts = facts;
    }

    void write(Json json) {
        json.array("health");
        for (Instance each : facts.processes) {
            write(json.open('{').number("process", each.index), each);
            json.close('}');
        }
        json.close(']');
    }

    private static void write(Json json, Instance process) {
        json.number("events", sum(process, Names.AGENT_EVENTS)).array("dropped");
        byKind(process, Names.AGENT_EVENTS_DROPPED).forEach((kind, count) -> {
            if (count > 0) {
                json.open('[').string(kind).number(count).close(']');
            }
        });
        json.close(']').number("spansDropped", sum(process, Names.AGENT_SPANS_DROPPED));
        json.number("errors", sum(process, Names.AGENT_ERRORS));
        json.number("unmatched", sum(process, Names.AGENT_TAPS_UNMATCHED));
        json.number("exportsFailed", sum(process, Names.AGENT_EXPORTS_FAILED));
    }

    static long sum(Instance process, String metric) {
        return byKind(process, metric).values().stream().mapToLong(each -> each).sum();
    }

    private static Map<String, Long> byKind(Instance process, String metric) {
        Map<String, Long> counts = new TreeMap<>();
        for (Map.Entry<Series.Key, Series> each : process.series.entrySet()) {
            if (each.getKey().name().equals(metric)) {
                String kind = String.valueOf(each.getKey().attributes().get(Names.AGENT_KIND));
                counts.merge(kind, Math.round(each.getValue().value()), Long::sum);
            }
        }
        return counts;
    }
}
