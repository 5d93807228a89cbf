package io.connwake.recording.reader;

import io.connwake.pipeline.model.Attributes;
import io.connwake.pipeline.model.Span;
import io.connwake.pipeline.model.SpanId;
import java.util.ArrayList;
import java.util.List;

/** A span. */
final class SpanReader {
    private static final int ERROR = 2;

    private final JsonCursor json;
    private final AttributesReader attributesReader;

    private long[] trace = {0, 0};
    private long id;
    private long parent;
    private String name = "";
    private Span.Kind kind = Span.Kind.INTERNAL;
    private long startNanos;
    private long endNanos;
    private Attributes attributes = Attributes.NONE;
    private List<Span.Event> events = List.of();
    private List<Span.Link> links = List.of();
    private boolean error;
    private String statusText = "";

    SpanReader(JsonCursor json, AttributesReader attributesReader) {
        this.json = json;
        this.attributesReader = attributesReader;
    }

    Span read() throws Malformed {
        clear();
        json.object();
        for (String key = json.nextKey(); key != null; key = json.nextKey()) {
            member(key);
        }
        SpanId span = new SpanId(trace[0], trace[1], id);
        return new Span(span, parent, name, kind, startNanos, endNanos, attributes, events, links, error, statusText);
    }

    private void clear() {
        trace = new long[2];
        id = 0;
        parent = 0;
        name = "";
        kind = Span.Kind.INTERNAL;
        startNanos = 0;
        endNanos = 0;
        attributes = Attributes.NONE;
        events = List.of();
        links = List.of();
        error = false;
        statusText = "";
    }

    private void member(String key) throws Malformed {
        switch (key) {
            case "traceId" -> trace = json.id(2);
            case "spanId" -> id = json.id(1)[0];
            case "parentSpanId" -> parent = json.id(1)[0];
            case "name" -> name = json.string();
            case "kind" -> kind = kind(json.whole());
            case "startTimeUnixNano" -> startNanos = json.whole();
            case "endTimeUnixNano" -> endNanos = json.whole();
            case "attributes" -> attributes = attributesReader.read();
            case "events" -> events = events();
            case "links" -> links = links();
            case "status" -> status();
            default -> json.skip();
        }
    }

    private static Span.Kind kind(long number) {
        return switch ((int) number) {
            case 2 -> Span.Kind.SERVER;
            case 3 -> Span.Kind.CLIENT;
            case 5 -> Span.Kind.CONSUMER;
            default -> Span.Kind.INTERNAL;
        };
    }

    private List<Span.Event> events() throws Malformed {
        List<Span.Event> read = new ArrayList<>(1);
        json.array();
        while (json.nextItem()) {
            read.add(event());
        }
        return read;
    }

    private Span.Event event() throws Malformed {
        long nanos = 0;
        String title = "";
        Attributes of = Attributes.NONE;
        json.object();
        for (String key = json.nextKey(); key != null; key = json.nextKey()) {
            switch (key) {
                case "timeUnixNano" -> nanos = json.whole();
                case "name" -> title = json.string();
                case "attributes" -> of = attributesReader.read();
                default -> json.skip();
            }
        }
        return new Span.Event(nanos, title, of);
    }

    private List<Span.Link> links() throws Malformed {
        List<Span.Link> read = new ArrayList<>(1);
        json.array();
        while (json.nextItem()) {
            read.add(link());
        }
        return read;
    }

    private Span.Link link() throws Malformed {
        long[] toTrace = {0, 0};
        long to = 0;
        Attributes of = Attributes.NONE;
        json.object();
        for (String key = json.nextKey(); key != null; key = json.nextKey()) {
            switch (key) {
                case "traceId" -> toTrace = json.id(2);
                case "spanId" -> to = json.id(1)[0];
                case "attributes" -> of = attributesReader.read();
                default -> json.skip();
            }
        }
        return new Span.Link(new SpanId(toTrace[0], toTrace[1], to), of);
    }

    private void status() throws Malformed {
        json.object();
        for (String key = json.nextKey(); key != null; key = json.nextKey()) {
            switch (key) {
                case "code" -> error = json.whole() == ERROR;
                case "message" -> statusText = json.string();
                default -> json.skip();
            }
        }
    }
}
