package io.connwake.otlp;

import io.connwake.pipeline.model.Attributes;
import io.connwake.pipeline.model.SpanId;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.AttributeType;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.resources.Resource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Our values as the SDK's. */
final class Conversion {
    private static final int MOST_KEYS = 1_024;
    private static final Map<String, AttributeKey<?>> KEYS = new ConcurrentHashMap<>();

    private Conversion() {}

    static Resource resource(io.connwake.pipeline.model.Resource resource) {
        return Resource.create(attributes(resource.attributes()));
    }

    static io.opentelemetry.api.common.Attributes attributes(Attributes attributes) {
        if (attributes.size() == 0) {
            return io.opentelemetry.api.common.Attributes.empty();
        }
        AttributesBuilder builder = io.opentelemetry.api.common.Attributes.builder();
        for (int i = 0; i < attributes.size(); i++) {
            Object value = attributes.value(i);
            builder.put(key(attributes.key(i), value), value);
        }
        return builder.build();
    }

    /** The same without a set of them in between, which would be put in order for nothing. */
    static void attributes(SpanBuilder builder, Attributes attributes) {
        for (int i = 0; i < attributes.size(); i++) {
            Object value = attributes.value(i);
            builder.setAttribute(key(attributes.key(i), value), value);
        }
    }

    /** Each is made once: it keeps what becomes of its name on the wire. */
    private static AttributeKey<Object> key(String name, Object value) {
        AttributeKey<?> known = KEYS.get(name);
        AttributeType type = type(value);
        if (known == null || known.getType() != type) {
            known = made(name, type);
            if (KEYS.size() < MOST_KEYS) {
                KEYS.put(name, known);
            }
        }
        @SuppressWarnings("unchecked") // by its type
        AttributeKey<Object> key = (AttributeKey<Object>) known;
        return key;
    }

    private static AttributeType type(Object value) {
        if (value instanceof String) {
            return AttributeType.STRING;
        } else if (value instanceof Long) {
            return AttributeType.LONG;
        } else if (value instanceof Double) {
            return AttributeType.DOUBLE;
        }
        return value instanceof Boolean ? AttributeType.BOOLEAN : AttributeType.STRING_ARRAY;
    }

    private static AttributeKey<?> made(String name, AttributeType type) {
        return switch (type) {
            case STRING -> AttributeKey.stringKey(name);
            case LONG -> AttributeKey.longKey(name);
            case DOUBLE -> AttributeKey.doubleKey(name);
            case BOOLEAN -> AttributeKey.booleanKey(name);
            default -> AttributeKey.stringArrayKey(name);
        };
    }

    /** Everything that reaches an output was sampled; what is remote came from another process. */
    static SpanContext context(SpanId id, boolean remote) {
        return remote
                ? SpanContext.createFromRemoteParent(
                        id.traceHex(), id.spanHex(), TraceFlags.getSampled(), TraceState.getDefault())
                : SpanContext.create(id.traceHex(), id.spanHex(), TraceFlags.getSampled(), TraceState.getDefault());
    }
}
