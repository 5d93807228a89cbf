package io.connwake.recording;

import io.connwake.pipeline.model.Attributes;
import io.connwake.pipeline.model.Resource;
import io.connwake.pipeline.model.SpanId;
import java.util.Arrays;
import java.util.List;

/** The parts that spans, metrics and log records share in OTLP's JSON. */
final class Common {
    private Common() {}

    /** What stands before the first item of a line: the names of its lists, resource and scope. */
    static byte[] opening(String signal, String scoped, String items, Resource resource) {
        JsonBytes json = new JsonBytes(1024);
        json.raw("{\"").raw(signal).raw("\":[{\"resource\":{");
        attributes(json, resource.attributes());
        json.raw("},\"").raw(scoped).raw("\":[{\"scope\":{\"name\":\"io.connwake\",\"attributes\":[]},\"");
        json.raw(items).raw("\":[");
        return Arrays.copyOf(json.array(), json.size());
    }

    static void attributes(JsonBytes json, Attributes attributes) {
        json.raw("\"attributes\":[");
        boolean first = true;
        for (int i = 0; i < attributes.size(); i++) {
            if (!isPutAgain(attributes, i)) {
                json.raw(first ? "{\"key\":" : ",{\"key\":")
                        .string(attributes.key(i))
                        .raw(",\"value\":");
                value(json, attributes.value(i));
                json.raw('}');
                first = false;
            }
        }
        json.raw(']');
    }

    /** Keys are unique in OTLP: the value put last counts, as in the SDK. */
    private static boolean isPutAgain(Attributes attributes, int index) {
        String key = attributes.key(index);
        for (int later = index + 1; later < attributes.size(); later++) {
            if (attributes.key(later).equals(key)) {
                return true;
            }
        }
        return false;
    }

    private static void value(JsonBytes json, Object value) {
        if (value instanceof String text) {
            json.raw("{\"stringValue\":").string(text);
        } else if (value instanceof Long number) {
            json.raw("{\"intValue\":").quoted(number);
        } else if (value instanceof Double number) {
            json.raw("{\"doubleValue\":").number(number);
        } else if (value instanceof Boolean truth) {
            json.raw(truth ? "{\"boolValue\":true" : "{\"boolValue\":false");
        } else {
            json.raw("{\"arrayValue\":{\"values\":[");
            List<?> texts = (List<?>) value;
            for (int i = 0; i < texts.size(); i++) {
                json.raw(i == 0 ? "{\"stringValue\":" : ",{\"stringValue\":")
                        .string((String) texts.get(i))
                        .raw('}');
            }
            json.raw("]}");
        }
        json.raw('}');
    }

    /** {@code "traceId":"…","spanId":"…"} */
    static void ids(JsonBytes json, SpanId id) {
        json.raw("\"traceId\":\"").hex(id.traceHigh()).hex(id.traceLow());
        json.raw("\",\"spanId\":\"").hex(id.spanId()).raw('"');
    }
}
