package io.connwake.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What one workload gave: for each row and measure a value of every round, in their order. */
final class Figures {
    private final Map<String, Map<String, List<Double>>> rows = new LinkedHashMap<>();

    void add(String row, String measure, double value) {
        rows.computeIfAbsent(row, first -> new LinkedHashMap<>())
                .computeIfAbsent(measure, first -> new ArrayList<>())
                .add(value);
    }

    /** Empty where that was not measured. */
    Samples of(String row, String measure) {
        return new Samples(rows.getOrDefault(row, Map.of()).getOrDefault(measure, List.of()).stream()
                .mapToDouble(Double::doubleValue)
                .toArray());
    }

    /** What a row has more than another, round by round. */
    Samples added(String row, String floor, String measure) {
        return of(row, measure).minus(of(floor, measure));
    }
}
