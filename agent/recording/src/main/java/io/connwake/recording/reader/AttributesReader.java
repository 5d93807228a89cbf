package io.connwake.recording.reader;

import io.connwake.pipeline.model.Attributes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keys and values. What our model has no type for, bytes and lists of keys, is left out. */
final class AttributesReader {
    private static final int DEEPEST = 16;

    private final JsonCursor json;

    AttributesReader(JsonCursor json) {
        this.json = json;
    }

    Attributes read() throws Malformed {
        Attributes.Builder attributes = Attributes.builder();
        json.array();
        while (json.nextItem()) {
            attribute(attributes);
        }
        return attributes.build();
    }

    private void attribute(Attributes.Builder attributes) throws Malformed {
        String name = "";
        Object value = null;
        json.object();
        for (String key = json.nextKey(); key != null; key = json.nextKey()) {
            if (key.equals("key")) {
                name = json.string();
            } else if (key.equals("value")) {
                value = value(0);
            } else {
                json.skip();
            }
        }
        put(attributes, name, value);
    }

    private static void put(Attributes.Builder attributes, String name, @Nullable Object value) {
        if (value instanceof String text) {
            attributes.put(name, text);
        } else if (value instanceof Long number) {
            attributes.put(name, (long) number);
        } else if (value instanceof Double number) {
            attributes.put(name, (double) number);
        } else if (value instanceof Boolean truth) {
            attributes.put(name, (boolean) truth);
        } else if (value instanceof List<?> items) {
            List<String> texts = new ArrayList<>(items.size());
            items.forEach(each -> texts.add(String.valueOf(each)));
            attributes.put(name, texts);
        }
    }

    /** Null if it is empty or of a type that is left out. */
    private @Nullable Object value(int depth) throws Malformed {
        if (depth > DEEPEST) {
            throw new Malformed("too deep", json.place());
        }
        Object value = null;
        json.object();
        for (String key = json.nextKey(); key != null; key = json.nextKey()) {
            switch (key) {
                case "stringValue" -> value = json.string();
                case "intValue" -> value = json.whole();
                case "doubleValue" -> value = json.real();
                case "boolValue" -> value = json.truth();
                case "arrayValue" -> value = values(depth + 1);
                default -> json.skip();
            }
        }
        return value;
    }

    private List<Object> values(int depth) throws Malformed {
        List<Object> items = new ArrayList<>();
        json.object();
        for (String key = json.nextKey(); key != null; key = json.nextKey()) {
            if (!key.equals("values")) {
                json.skip();
                continue;
            }
            json.array();
            while (json.nextItem()) {
                Object item = value(depth);
                if (item != null) {
                    items.add(item);
                }
            }
        }
        return items;
    }

    /** The text of a value, such as a log record's body; empty if it is none. */
    String text() throws Malformed {
        return value(0) instanceof String text ? text : "";
    }
}
