package io.connwake.lambda;

import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** How the {@code Context} is read that a handler is given, by the getters of that interface alone. */
final class HandlerContext {
    static final HandlerContext UNKNOWN = new HandlerContext(Object.class);

    private static final String NAME = "com.amazonaws.services.lambda.runtime.Context";
    private static final ClassValue<HandlerContext> KNOWN = new ClassValue<>() {
        @Override
        protected HandlerContext computeValue(Class<?> type) {
            Class<?> context = find(type);
            return context == null ? UNKNOWN : new HandlerContext(context);
        }
    };

    private final @Nullable Method id;
    private final @Nullable Method remaining;
    private final @Nullable Method xRay;

    private HandlerContext(Class<?> type) {
        id = Getters.of(type, "getAwsRequestId", String.class);
        remaining = Getters.of(type, "getRemainingTimeInMillis", int.class);
        xRay = Getters.of(type, "getXrayTraceId", String.class);
    }

    static HandlerContext of(Object context) {
        return KNOWN.get(context.getClass());
    }

    @Nullable
    String id(Object context) {
        return (String) Getters.call(id, context);
    }

    /** Only newer versions of the interface tell it. */
    @Nullable
    String xRay(Object context) {
        return (String) Getters.call(xRay, context);
    }

    /** Milliseconds, or 0 if that is not known. */
    int remainingMillis(Object context) {
        Object known = Getters.call(remaining, context);
        return known instanceof Integer millis ? millis : 0;
    }

    private static @Nullable Class<?> find(@Nullable Class<?> type) {
        if (type == null || type.getName().equals(NAME)) {
            return type;
        }
        for (Class<?> each : type.getInterfaces()) {
            Class<?> found = find(each);
            if (found != null) {
                return found;
            }
        }
        return find(type.getSuperclass());
    }
}
