package io.connwake.recording.reader;

import io.connwake.pipeline.model.Attributes;
import io.connwake.pipeline.model.Metric;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One point of a metric. */
final class PointReader {
    private final JsonCursor json;
    private final AttributesReader attributesReader;

    private Attributes attributes = Attributes.NONE;
    private long startNanos;
    private long nanos;
    private long value;
    private double real;
    private boolean isReal;
    private long count;
    private double sum;
    private double min;
    private double max;
    private List<Long> counts = List.of();
    private List<Double> bounds = List.of();

    PointReader(JsonCursor json, AttributesReader attributesReader) {
        this.json = json;
        this.attributesReader = attributesReader;
    }

    Metric.Point read(boolean isHistogram) throws Malformed {
        clear();
        json.object();
        for (String key = json.nextKey(); key != null; key = json.nextKey()) {
            member(key);
        }
        Metric.Distribution distribution = isHistogram ? distribution() : null;
        return new Metric.Point(attributes, startNanos, nanos, value, real, check(distribution), "");
    }

    /** Its least and its greatest value are no number where they are not told, and 0 where there is none. */
    private Metric.Distribution distribution() {
        boolean isEmpty = count == 0;
        return new Metric.Distribution(count, sum, isEmpty ? 0 : min, isEmpty ? 0 : max, bounds, counts);
    }

    /** Whether the last one was no whole number. */
    boolean isReal() {
        return isReal;
    }

    private void clear() {
        attributes = Attributes.NONE;
        startNanos = 0;
        nanos = 0;
        value = 0;
        real = 0;
        isReal = false;
        count = 0;
        sum = 0;
        min = Double.NaN;
        max = Double.NaN;
        counts = List.of();
        bounds = List.of();
    }

    private Metric.@Nullable Distribution check(Metric.@Nullable Distribution read) throws Malformed {
        boolean isOdd = read != null
                && !read.counts().isEmpty()
                && read.counts().size() != read.bounds().size() + 1;
        if (isOdd) {
            throw new Malformed("a histogram whose counts do not fit its bounds", json.place());
        }
        return read;
    }

    private void member(String key) throws Malformed {
        switch (key) {
            case "attributes" -> attributes = attributesReader.read();
            case "startTimeUnixNano" -> startNanos = json.whole();
            case "timeUnixNano" -> nanos = json.whole();
            case "asInt" -> value = json.whole();
            case "asDouble" -> {
                real = json.real();
                isReal = true;
            }
            case "count" -> count = json.whole();
            case "sum" -> sum = json.real();
            case "min" -> min = json.real();
            case "max" -> max = json.real();
            case "bucketCounts" -> counts = wholes();
            case "explicitBounds" -> bounds = reals();
            default -> json.skip();
        }
    }

    private List<Long> wholes() throws Malformed {
        List<Long> read = new ArrayList<>();
        json.array();
        while (json.nextItem()) {
            read.add(json.whole());
        }
        return read;
    }

    private List<Double> reals() throws Malformed {
        List<Double> read = new ArrayList<>();
        json.array();
        while (json.nextItem()) {
            read.add(json.real());
        }
        return read;
    }
}
