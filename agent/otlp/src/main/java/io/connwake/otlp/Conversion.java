package io.connwake.otlp;

import io.connwake.pipeline.model.Attributes;
import io.connwake.pipeline.model.SpanId;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.resources.Resource;
import java.util.List;
import java.util.Map;

/** Our values as the SDK's. */
final class Conversion {
    private Conversion() {}

    static Resource resource(io.connwake.pipeline.model.Resource resource) {
        return Resource.create(attributes(resource.attributes()));
    }

    static io.opentelemetry.api.common.Attributes attributes(Attributes attributes) {
        AttributesBuilder builder = io.opentelemetry.api.common.Attributes.builder();
        for (Map.Entry<String, Object> entry : attributes.entries()) {
            put(builder, entry.getKey(), entry.getValue());
        }
        return builder.build();
    }

    private static void put(AttributesBuilder builder, String key, Object value) {
        if (value instanceof String text) {
            builder.put(key, text);
        } else if (value instanceof Long number) {
            builder.put(key, number);
        } else if (value instanceof Double number) {
            builder.put(key, number);
        } else if (value instanceof Boolean truth) {
            builder.put(key, truth);
        } else if (value instanceof List<?> texts) {
            builder.put(key, texts.toArray(new String[0]));
        }
    }

    /** Everything that reaches an output was sampled; what is remote came from another process. */
    static SpanContext context(SpanId id, boolean remote) {
        return remote
                ? SpanContext.createFromRemoteParent(
                        id.traceHex(), id.spanHex(), TraceFlags.getSampled(), TraceState.getDefault())
                : SpanContext.create(id.traceHex(), id.spanHex(), TraceFlags.getSampled(), TraceState.getDefault());
    }
}
