package io.connwake.lambda;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * How the runtime interface client's {@code InvocationRequest} is read, which was another class before its 2.5 and is
 * relocated in the runtimes for Java 8 and 11: by its getters, and its bytes by a field where they have none. What can't
 * be read is empty.
 */
final class RuntimeRequest {
    private static final ClassValue<RuntimeRequest> KNOWN = new ClassValue<>() {
        @Override
        protected RuntimeRequest computeValue(Class<?> type) {
            return new RuntimeRequest(type);
        }
    };
    private static final byte[] NOTHING = {};

    private final @Nullable Method id;
    private final @Nullable Method xRay;
    private final @Nullable Method deadline;
    private final @Nullable Method content;
    private final @Nullable Field bytes;

    private RuntimeRequest(Class<?> type) {
        id = Getters.of(type, "getId", String.class);
        xRay = Getters.of(type, "getXrayTraceId", String.class);
        deadline = Getters.of(type, "getDeadlineTimeInMs", long.class);
        content = Getters.of(type, "getContent", byte[].class);
        bytes = content == null ? field(type) : null;
    }

    static RuntimeRequest of(Object request) {
        return KNOWN.get(request.getClass());
    }

    @Nullable
    String id(Object request) {
        return (String) Getters.call(id, request);
    }

    @Nullable
    String xRay(Object request) {
        return (String) Getters.call(xRay, request);
    }

    /** Milliseconds since the epoch, or 0. */
    long deadline(Object request) {
        Object known = Getters.call(deadline, request);
        return known instanceof Long millis ? millis : 0;
    }

    /** The very bytes that the handler will be given: not to be changed. */
    byte[] content(Object request) {
        Object known = Getters.call(content, request);
        if (known == null && bytes != null) {
            try {
                known = bytes.get(request);
            } catch (IllegalAccessException hidden) {
                return NOTHING;
            }
        }
        return known instanceof byte[] array ? array : NOTHING;
    }

    private static @Nullable Field field(Class<?> type) {
        try {
            Field found = type.getDeclaredField("content");
            return found.getType() == byte[].class && found.trySetAccessible() ? found : null;
        } catch (NoSuchFieldException another) {
            return null;
        }
    }
}
