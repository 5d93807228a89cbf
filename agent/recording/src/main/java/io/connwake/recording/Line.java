package io.connwake.recording;

import io.connwake.pipeline.model.Resource;

/** One line in the making: resource and scope once, then any number of items. */
final class Line {
    private static final int FIRST_CAPACITY = 16 * 1024;
    private static final String CLOSING = "]}]}]}\n";

    private final byte[] opening;
    private final JsonBytes json = new JsonBytes(FIRST_CAPACITY);
    private int items;

    private Line(byte[] opening) {
        this.opening = opening;
    }

    static Line ofSpans(Resource resource) {
        return new Line(Common.opening("resourceSpans", "scopeSpans", "spans", resource));
    }

    static Line ofMetrics(Resource resource) {
        return new Line(Common.opening("resourceMetrics", "scopeMetrics", "metrics", resource));
    }

    static Line ofFindings(Resource resource) {
        return new Line(Common.opening("resourceLogs", "scopeLogs", "logRecords", resource));
    }

    boolean isEmpty() {
        return items == 0;
    }

    int items() {
        return items;
    }

    int size() {
        return json.size();
    }

    /** An item whose writing fails leaves the line as it was. */
    <T> void add(T item, Writer<T> writer) {
        int before = json.size();
        boolean written = false;
        try {
            if (items == 0) {
                json.raw(opening);
            } else {
                json.raw(',');
            }
            writer.write(json, item);
            items++;
            written = true;
        } finally {
            if (!written) {
                json.cutTo(before);
            }
        }
    }

    JsonBytes ended() {
        return json.raw(CLOSING);
    }

    void clear() {
        json.cutTo(0);
        items = 0;
    }

    /** Writes one item. */
    interface Writer<T> {
        void write(JsonBytes json, T item);
    }
}
