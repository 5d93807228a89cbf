package io.connwake.collector;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Metrics as Prometheus calls them, with the values that each label is known to take; a label without any takes what it
 * likes.
 */
final class Series {
    private final Map<String, Map<String, Set<String>>> labelsByMetric = new TreeMap<>();

    /** One more, with the labels that every series has. */
    Series with(String metric, Map<String, Set<String>> labels) {
        Map<String, Set<String>> known = labelsByMetric.computeIfAbsent(metric, name -> new TreeMap<>());
        known.putIfAbsent("job", new TreeSet<>());
        known.putIfAbsent("instance", new TreeSet<>());
        labels.forEach((label, values) ->
                known.computeIfAbsent(label, name -> new TreeSet<>()).addAll(values));
        return this;
    }

    Set<String> metrics() {
        return labelsByMetric.keySet();
    }

    Set<String> labels(String metric) {
        return labelsByMetric.getOrDefault(metric, Map.of()).keySet();
    }

    /** Whether that matcher ({@code label=value}, or {@code label=} for a pattern) can hold. */
    boolean canMatch(String metric, String matcher) {
        String label = matcher.substring(0, matcher.indexOf('='));
        String value = matcher.substring(matcher.indexOf('=') + 1);
        Set<String> values = labelsByMetric.getOrDefault(metric, Map.of()).get(label);
        return values != null && (value.isEmpty() || values.isEmpty() || values.contains(value));
    }
}
