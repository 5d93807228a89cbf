package io.connwake.pipeline.metrics;

import io.connwake.pipeline.model.Attributes;
import org.jspecify.annotations.Nullable;

/**
 * What is reported under one set of attributes.
 *
 * @param gauges null where there is no pool
 * @param library what made the pool, empty where there is none or nobody knows
 */
public record Series(
        Attributes attributes, Meters meters, @Nullable Gauges gauges, String library) {
    /** The same, under another set of attributes and of no particular library. */
    public Series as(Attributes others) {
        return new Series(others, meters, gauges, "");
    }

    /** The sum of two of the same attributes. */
    public Series plus(Series other) {
        Meters sum = new Meters();
        sum.addAll(meters);
        sum.addAll(other.meters);
        String maker = library.isEmpty() ? other.library : library;
        if (gauges == null || other.gauges == null) {
            return new Series(attributes, sum, gauges == null ? other.gauges : gauges, maker);
        }
        return new Series(attributes, sum, gauges.plus(other.gauges), maker);
    }
}
