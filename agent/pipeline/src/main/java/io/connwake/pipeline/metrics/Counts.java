package io.connwake.pipeline.metrics;

import java.util.ArrayList;
import java.util.List;

/** A counter for each of a few labels. */
public final class Counts {
    private final List<String> labels = new ArrayList<>(2);
    private long[] counts = new long[2];

    public void add(String label, long more) {
        int index = labels.indexOf(label);
        if (index < 0) {
            index = labels.size();
            labels.add(label);
            if (index == counts.length) {
                long[] longer = new long[index * 2];
                System.arraycopy(counts, 0, longer, 0, index);
                counts = longer;
            }
        }
        counts[index] += more;
    }

    public long of(String label) {
        int index = labels.indexOf(label);
        return index < 0 ? 0 : counts[index];
    }

    public void addAll(Counts other) {
        for (int i = 0; i < other.labels.size(); i++) {
            add(other.labels.get(i), other.counts[i]);
        }
    }

    List<String> labels() {
        return labels;
    }
}
