package io.connwake.recording;

import io.connwake.pipeline.model.Span;
import java.util.List;

/** A span in OTLP's JSON. */
final class SpanJson implements Line.Writer<Span> {
    private static final int SAMPLED = 1;
    private static final int PARENT_KNOWN_AS_LOCAL_OR_REMOTE = 0x100;
    private static final int PARENT_IS_REMOTE = 0x200;

    @Override
    public void write(JsonBytes json, Span span) {
        json.raw('{');
        Common.ids(json, span.id());
        if (span.parentSpanId() != 0) {
            json.raw(",\"parentSpanId\":\"").hex(span.parentSpanId()).raw('"');
        }
        json.raw(",\"name\":").string(span.name());
        json.raw(",\"kind\":").raw(kind(span.kind()));
        json.raw(",\"startTimeUnixNano\":").quoted(span.startEpochNanos());
        json.raw(",\"endTimeUnixNano\":").quoted(span.endEpochNanos()).raw(',');
        Common.attributes(json, span.attributes());
        events(json, span.events());
        links(json, span.links());
        status(json, span);
        json.raw(",\"flags\":").raw(Integer.toString(flags(span))).raw('}');
    }

    private static void events(JsonBytes json, List<Span.Event> events) {
        json.raw(",\"events\":[");
        for (int i = 0; i < events.size(); i++) {
            Span.Event event = events.get(i);
            json.raw(i == 0 ? "{\"timeUnixNano\":" : ",{\"timeUnixNano\":").quoted(event.epochNanos());
            json.raw(",\"name\":").string(event.name()).raw(',');
            Common.attributes(json, event.attributes());
            json.raw('}');
        }
        json.raw(']');
    }

    private static void links(JsonBytes json, List<Span.Link> links) {
        json.raw(",\"links\":[");
        for (int i = 0; i < links.size(); i++) {
            json.raw(i == 0 ? "{" : ",{");
            Common.ids(json, links.get(i).to());
            json.raw(',');
            Common.attributes(json, links.get(i).attributes());
            json.raw(",\"flags\":")
                    .raw(Integer.toString(SAMPLED | PARENT_KNOWN_AS_LOCAL_OR_REMOTE))
                    .raw('}');
        }
        json.raw(']');
    }

    private static void status(JsonBytes json, Span span) {
        json.raw(",\"status\":{");
        if (span.error()) {
            if (!span.statusText().isEmpty()) {
                json.raw("\"message\":").string(span.statusText()).raw(',');
            }
            json.raw("\"code\":2");
        }
        json.raw('}');
    }

    /** The parent of an invocation is its caller, in another process; every other parent is in this one. */
    private static int flags(Span span) {
        boolean remote =
                span.parentSpanId() != 0 && (span.kind() == Span.Kind.SERVER || span.kind() == Span.Kind.CONSUMER);
        return SAMPLED | PARENT_KNOWN_AS_LOCAL_OR_REMOTE | (remote ? PARENT_IS_REMOTE : 0);
    }

    private static char kind(Span.Kind kind) {
        return switch (kind) {
            case INTERNAL -> '1';
            case SERVER -> '2';
            case CLIENT -> '3';
            case CONSUMER -> '5';
        };
    }
}
