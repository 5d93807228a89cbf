package io.connwake.report.facts;

import io.connwake.pipeline.model.Attributes;
import org.jspecify.annotations.Nullable;

/** Attributes by type; one of another type is none. */
public final class Values {
    private static final double NANOS_PER_SECOND = 1e9;
    /** A hundred years: with it no time of a span is more than a long holds. */
    private static final double LONGEST_SECONDS = 3.15e9;

    private Values() {}

    public static @Nullable String text(Attributes attributes, String key) {
        return attributes.get(key) instanceof String text ? text : null;
    }

    public static long whole(Attributes attributes, String key, long missing) {
        return attributes.get(key) instanceof Long number ? number : missing;
    }

    /** Seconds as nanoseconds. */
    public static long nanos(Attributes attributes, String key, long missing) {
        Object value = attributes.get(key);
        if (!(value instanceof Number number)) {
            return missing;
        }
        double seconds = Math.min(LONGEST_SECONDS, Math.max(0, number.doubleValue()));
        return Math.round(seconds * NANOS_PER_SECOND);
    }

    public static boolean truth(Attributes attributes, String key) {
        return Boolean.TRUE.equals(attributes.get(key));
    }
}
