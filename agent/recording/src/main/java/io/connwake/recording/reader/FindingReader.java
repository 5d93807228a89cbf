package io.connwake.recording.reader;

import io.connwake.pipeline.model.Attributes;
import io.connwake.pipeline.model.Finding;
import io.connwake.pipeline.model.Names;
import io.connwake.pipeline.model.SpanId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A log record, of which we understand our findings alone. */
final class FindingReader {
    private final JsonCursor json;
    private final AttributesReader attributesReader;

    private long nanos;
    private long observedNanos;
    private long severity;
    private String sentence = "";
    private String event = "";
    private Attributes attributes = Attributes.NONE;
    private long[] trace = {0, 0};
    private long span;

    FindingReader(JsonCursor json, AttributesReader attributesReader) {
        this.json = json;
        this.attributesReader = attributesReader;
    }

    /** Null if it is somebody else's. */
    @Nullable
    Finding read() throws Malformed {
        clear();
        json.object();
        for (String key = json.nextKey(); key != null; key = json.nextKey()) {
            member(key);
        }
        Finding.State state = state(attributes.get(Names.FINDING_STATE));
        boolean isOurs = event.equals(Names.FINDING_EVENT) || Names.FINDING_EVENT.equals(attributes.get("event.name"));
        if (!isOurs || state == null || !(attributes.get(Names.FINDING_KIND) instanceof String kind)) {
            return null;
        }
        SpanId id = new SpanId(trace[0], trace[1], span);
        long at = nanos > 0 ? nanos : observedNanos;
        return new Finding(at, kind, state, severity(), sentence, attributes, id);
    }

    private void clear() {
        nanos = 0;
        observedNanos = 0;
        severity = 0;
        sentence = "";
        event = "";
        attributes = Attributes.NONE;
        trace = new long[2];
        span = 0;
    }

    private void member(String key) throws Malformed {
        switch (key) {
            case "timeUnixNano" -> nanos = json.whole();
            case "observedTimeUnixNano" -> observedNanos = json.whole();
            case "severityNumber" -> severity = json.whole();
            case "body" -> sentence = attributesReader.text();
            case "attributes" -> attributes = attributesReader.read();
            case "traceId" -> trace = json.id(2);
            case "spanId" -> span = json.id(1)[0];
            case "eventName" -> event = json.string();
            default -> json.skip();
        }
    }

    /** Null if it is none of ours. */
    static Finding.@Nullable State state(@Nullable Object label) {
        for (Finding.State each : Finding.State.values()) {
            if (label instanceof String text && each.label().equals(text.toLowerCase(Locale.ROOT))) {
                return each;
            }
        }
        return null;
    }

    private Finding.Severity severity() {
        if (severity >= Finding.Severity.ERROR.number()) {
            return Finding.Severity.ERROR;
        }
        return severity >= Finding.Severity.WARN.number() ? Finding.Severity.WARN : Finding.Severity.INFO;
    }
}
