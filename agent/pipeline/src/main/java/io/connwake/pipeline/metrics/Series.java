package io.connwake.pipeline.metrics;

import io.connwake.pipeline.model.Attributes;
import org.jspecify.annotations.Nullable;

/** What is reported under one set of attributes; {@code gauges} is null where there is no pool. */
public record Series(
        Attributes attributes, Meters meters, @Nullable Gauges gauges) {
    /** The sum of two of the same attributes. */
    public Series plus(Series other) {
        Meters sum = new Meters();
        sum.addAll(meters);
        sum.addAll(other.meters);
        if (gauges == null || other.gauges == null) {
            return new Series(attributes, sum, gauges == null ? other.gauges : gauges);
        }
        return new Series(attributes, sum, gauges.plus(other.gauges));
    }
}
