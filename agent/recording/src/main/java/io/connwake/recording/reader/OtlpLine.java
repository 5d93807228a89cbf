package io.connwake.recording.reader;

import io.connwake.pipeline.model.Attributes;
import io.connwake.pipeline.model.Finding;
import io.connwake.pipeline.model.Metric;
import io.connwake.pipeline.model.Resource;
import org.jspecify.annotations.Nullable;

/**
 * One {@code TracesData}, {@code MetricsData} or {@code LogsData} object, with any number of resources. Metrics of another
 * scope than ours are passed over.
 */
final class OtlpLine {
    private static final String OURS = "io.connwake";

    private final JsonCursor json = new JsonCursor();
    private final AttributesReader attributes = new AttributesReader(json);
    private final SpanReader spans = new SpanReader(json, attributes);
    private final MetricReader metrics = new MetricReader(json, attributes);
    private final FindingReader findings = new FindingReader(json, attributes);
    private final Batch batch = new Batch();
    private boolean hasSignal;
    private boolean isOfSpans;

    /** Throws if it is not OTLP; unknown members are passed over. */
    Batch read(byte[] bytes, int from, int to) throws Malformed {
        batch.clear();
        hasSignal = false;
        isOfSpans = false;
        json.begin(bytes, from, to);
        json.object();
        for (String key = json.nextKey(); key != null; key = json.nextKey()) {
            switch (key) {
                case "resourceSpans" -> signal("scopeSpans", "spans");
                case "resourceMetrics" -> signal("scopeMetrics", "metrics");
                case "resourceLogs" -> signal("scopeLogs", "logRecords");
                default -> json.skip();
            }
        }
        json.finish();
        if (!hasSignal) {
            throw new Malformed("no OTLP", from);
        }
        return batch;
    }

    /** Whether the last one was {@code TracesData}. */
    boolean isOfSpans() {
        return isOfSpans;
    }

    private void signal(String scoped, String items) throws Malformed {
        hasSignal = true;
        isOfSpans |= items.equals("spans");
        json.array();
        while (json.nextItem()) {
            ofResource(scoped, items);
        }
    }

    /** The resource mostly stands before what is of it; where it does not, that waits. */
    private void ofResource(String scoped, String items) throws Malformed {
        boolean isKnown = false;
        int waiting = -1;
        json.object();
        for (String key = json.nextKey(); key != null; key = json.nextKey()) {
            if (key.equals("resource") && !isKnown) {
                isKnown = true;
                batch.of(new Resource(resource()));
            } else if (key.equals(scoped) && isKnown) {
                scopes(items);
            } else {
                waiting = key.equals(scoped) ? json.place() : waiting;
                json.skip();
            }
        }
        if (!isKnown) {
            batch.of(new Resource(Attributes.NONE));
        }
        if (waiting >= 0) {
            int end = json.place();
            json.returnTo(waiting);
            scopes(items);
            json.returnTo(end);
        }
    }

    private Attributes resource() throws Malformed {
        Attributes read = Attributes.NONE;
        json.object();
        for (String key = json.nextKey(); key != null; key = json.nextKey()) {
            if (key.equals("attributes")) {
                read = attributes.read();
            } else {
                json.skip();
            }
        }
        return read;
    }

    private void scopes(String items) throws Malformed {
        json.array();
        while (json.nextItem()) {
            if (items.equals("metrics")) {
                ofScope(items);
            } else {
                ofAny(items);
            }
        }
    }

    /** Who spans and findings are of is known by their attributes. */
    private void ofAny(String items) throws Malformed {
        json.object();
        for (String key = json.nextKey(); key != null; key = json.nextKey()) {
            if (key.equals(items)) {
                items(items);
            } else {
                json.skip();
            }
        }
    }

    /** Others have metrics of the same names. The scope mostly stands before what is of it. */
    private void ofScope(String items) throws Malformed {
        String scope = null;
        int waiting = -1;
        json.object();
        for (String key = json.nextKey(); key != null; key = json.nextKey()) {
            if (key.equals("scope")) {
                scope = name();
            } else if (key.equals(items) && OURS.equals(scope)) {
                items(items);
            } else {
                waiting = key.equals(items) ? json.place() : waiting;
                json.skip();
            }
        }
        if (waiting >= 0 && !isOthers(scope)) {
            int end = json.place();
            json.returnTo(waiting);
            items(items);
            json.returnTo(end);
        }
    }

    /** One without a name may be ours. */
    private static boolean isOthers(@Nullable String scope) {
        return scope != null && !scope.isEmpty() && !scope.equals(OURS);
    }

    private String name() throws Malformed {
        String name = "";
        json.object();
        for (String key = json.nextKey(); key != null; key = json.nextKey()) {
            if (key.equals("name")) {
                name = json.string();
            } else {
                json.skip();
            }
        }
        return name;
    }

    private void items(String kind) throws Malformed {
        json.array();
        while (json.nextItem()) {
            switch (kind) {
                case "spans" -> batch.add(spans.read());
                case "metrics" -> metric();
                default -> finding();
            }
        }
    }

    private void metric() throws Malformed {
        Metric metric = metrics.read();
        if (metric != null) {
            batch.add(metric, metrics.isDelta());
        }
    }

    private void finding() throws Malformed {
        Finding finding = findings.read();
        if (finding != null) {
            batch.add(finding);
        }
    }
}
