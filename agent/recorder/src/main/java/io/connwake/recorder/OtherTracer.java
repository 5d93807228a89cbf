package io.connwake.recorder;

import io.connwake.recorder.event.TraceParent;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The current span of an OpenTelemetry API in this process, the application's own or another agent's copy, read through
 * method handles. Until such an API was seen, {@link #current} is two reads of a field.
 */
final class OtherTracer {
    /** Kept in the API's own class, so that nothing here holds its loader. */
    private static final ClassValue<AtomicReference<@Nullable Api>> LINKED = new ClassValue<>() {
        @Override
        protected AtomicReference<@Nullable Api> computeValue(Class<?> type) {
            return new AtomicReference<>();
        }
    };

    private volatile @Nullable WeakReference<Class<?>> span;
    private final AtomicReference<@Nullable Sighting> sighting = new AtomicReference<>();
    private final AtomicLong failures;

    OtherTracer(AtomicLong failures) {
        this.failures = failures;
    }

    /** The handles of one copy of the API. */
    private record Api(
            MethodHandle currentContext,
            MethodHandle isValid,
            MethodHandle traceId,
            MethodHandle spanId,
            MethodHandle isSampled) {}

    /** An API is being loaded, or has been; the first copy that lives is kept. It is linked later, by whoever needs it first. */
    void seen(String spanClass, @Nullable ClassLoader loader) {
        sighting.set(new Sighting(spanClass, new WeakReference<>(loader), loader == null));
    }

    /**
     * Takes up an API that was seen meanwhile: the drain does it, and whoever can't wait for that. Nobody waits for another
     * who is at it, for what is held meanwhile may be a class loader's lock.
     */
    void link() {
        Sighting seen = sighting.get();
        if (seen == null || api() != null || !sighting.compareAndSet(seen, null)) {
            return;
        }
        ClassLoader loader = seen.loader.get();
        if (loader == null && !seen.isBoot) {
            return;
        }
        try {
            Class<?> type = Class.forName(seen.spanClass, false, loader);
            LINKED.get(type).set(open(type));
            span = new WeakReference<>(type);
        } catch (ReflectiveOperationException | LinkageError other) {
            failures.incrementAndGet();
        }
    }

    private record Sighting(String spanClass, WeakReference<@Nullable ClassLoader> loader, boolean isBoot) {}

    /**
     * The current span's context, an immutable object of the other tracer, or null. Its API may have come just before: the
     * first unit of work of a process loads it, and borrows before the drain turns.
     */
    @Nullable
    Object current() {
        Api found = api();
        if (found == null && sighting.get() != null) {
            link();
            found = api();
        }
        return found == null ? null : current(found);
    }

    /** On the drain: its ids; null if there is no span in it. */
    @Nullable
    TraceParent read(Object context) {
        Api found = api();
        if (found == null) {
            return null;
        }
        try {
            if (!(boolean) found.isValid.invokeExact(context)) {
                return null;
            }
            String trace = (String) found.traceId.invokeExact(context);
            String span = (String) found.spanId.invokeExact(context);
            boolean sampled = (boolean) found.isSampled.invokeExact(context);
            return new TraceParent(
                    Long.parseUnsignedLong(trace.substring(0, 16), 16),
                    Long.parseUnsignedLong(trace.substring(16), 16),
                    Long.parseUnsignedLong(span, 16),
                    sampled);
        } catch (Throwable foreign) {
            failures.incrementAndGet();
            return null;
        }
    }

    private @Nullable Api api() {
        WeakReference<Class<?>> seen = span;
        Class<?> type = seen == null ? null : seen.get();
        return type == null ? null : LINKED.get(type).get();
    }

    private @Nullable Object current(Api found) {
        try {
            return (Object) found.currentContext.invokeExact();
        } catch (Throwable foreign) {
            failures.incrementAndGet();
            return null;
        }
    }

    private static Api open(Class<?> span) throws ReflectiveOperationException {
        MethodHandles.Lookup lookup = MethodHandles.publicLookup();
        String api = span.getName().substring(0, span.getName().length() - ".Span".length());
        Class<?> context = Class.forName(api + ".SpanContext", false, span.getClassLoader());
        MethodHandle current = lookup.findStatic(span, "current", MethodType.methodType(span));
        MethodHandle contextOf = lookup.findVirtual(span, "getSpanContext", MethodType.methodType(context));
        return new Api(
                MethodHandles.filterReturnValue(current, contextOf).asType(MethodType.methodType(Object.class)),
                getter(lookup, context, "isValid", boolean.class),
                getter(lookup, context, "getTraceId", String.class),
                getter(lookup, context, "getSpanId", String.class),
                getter(lookup, context, "isSampled", boolean.class));
    }

    private static MethodHandle getter(MethodHandles.Lookup lookup, Class<?> context, String name, Class<?> type)
            throws ReflectiveOperationException {
        return lookup.findVirtual(context, name, MethodType.methodType(type))
                .asType(MethodType.methodType(type, Object.class));
    }
}
