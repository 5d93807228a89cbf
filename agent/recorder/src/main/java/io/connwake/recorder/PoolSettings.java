package io.connwake.recorder;

import io.connwake.recorder.event.PoolFacts;
import io.connwake.recorder.event.PoolUpkeep;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Where the pools of one class keep their settings. Paths are tried in their order, from the class of the data source
 * upwards; {@code a.b} is the field {@code b} of the object in field {@code a}. Nothing but fields is read.
 */
final class PoolSettings {
    enum Key {
        NAME,
        LIMIT,
        MINIMUM_IDLE,
        MAXIMUM_IDLE,
        ACQUIRE_TIMEOUT,
        LIFETIME,
        IDLE_TIMEOUT,
        KEEPALIVE,
        VALIDATION_TIMEOUT,
        LEAK_THRESHOLD,
        TESTS_ON_BORROW
    }

    /** Of a plain number; a {@link Duration} says it itself. */
    enum Unit {
        MILLIS(1_000_000L),
        SECONDS(1_000_000_000L);

        private final long nanos;

        Unit(long nanos) {
            this.nanos = nanos;
        }
    }

    final String className;
    private final Map<Key, Source> sources = new EnumMap<>(Key.class);
    private String generatedName = "";
    private boolean zeroWaitsNot;

    PoolSettings(String className) {
        this.className = className;
    }

    /**
     * @param guard field without which the setting is off, or null
     * @param other where it is if it is not at the paths, or null
     */
    private record Source(
            Unit unit, @Nullable String guard, @Nullable Source other, String... paths) {}

    PoolSettings at(Key key, String... paths) {
        return at(key, Unit.MILLIS, paths);
    }

    /** Looked at before what was said of the setting earlier. */
    PoolSettings at(Key key, Unit unit, String... paths) {
        sources.put(key, new Source(unit, null, sources.get(key), paths));
        return this;
    }

    /** In force only if the guard's field is true, a number or time above 0, or some other object. */
    PoolSettings onlyWith(String guard, Key key, Unit unit, String... paths) {
        sources.put(key, new Source(unit, guard, null, paths));
        return this;
    }

    /** Names that begin so are the library's own invention, new in every process. */
    PoolSettings generates(String beginning) {
        generatedName = beginning;
        return this;
    }

    /** An acquire timeout of 0 means not to wait; elsewhere it means to wait for ever. */
    PoolSettings zeroMeansNoWait() {
        zeroWaitsNot = true;
        return this;
    }

    PoolFacts read(Object pool, long poolId, String library, Fields fields) {
        return new PoolFacts(
                poolId,
                library,
                name(value(Key.NAME, pool, fields)),
                count(value(Key.LIMIT, pool, fields)),
                count(value(Key.MINIMUM_IDLE, pool, fields)),
                count(value(Key.MAXIMUM_IDLE, pool, fields)),
                time(Key.ACQUIRE_TIMEOUT, pool, fields),
                new PoolUpkeep(
                        time(Key.LIFETIME, pool, fields),
                        time(Key.IDLE_TIMEOUT, pool, fields),
                        time(Key.KEEPALIVE, pool, fields),
                        time(Key.VALIDATION_TIMEOUT, pool, fields),
                        time(Key.LEAK_THRESHOLD, pool, fields),
                        value(Key.TESTS_ON_BORROW, pool, fields) instanceof Boolean tests ? tests : null));
    }

    private @Nullable Object value(Key key, Object pool, Fields fields) {
        return value(sources.get(key), pool, fields);
    }

    private static @Nullable Object value(@Nullable Source source, Object pool, Fields fields) {
        Object value = source == null ? null : fields.read(pool, source.paths());
        // what the JDK makes itself may be asked
        return value instanceof AtomicReference<?> reference ? reference.get() : value;
    }

    private @Nullable String name(@Nullable Object value) {
        boolean isName = value instanceof String text && !text.isBlank();
        boolean isGenerated = isName && !generatedName.isEmpty() && ((String) value).startsWith(generatedName);
        return isName && !isGenerated ? (String) value : null;
    }

    private static int count(@Nullable Object value) {
        boolean isLimit =
                value instanceof Number number && number.intValue() >= 0 && number.intValue() != Integer.MAX_VALUE;
        return isLimit ? ((Number) value).intValue() : PoolFacts.UNKNOWN;
    }

    private long time(Key key, Object pool, Fields fields) {
        Source source = sources.get(key);
        Object value = value(source, pool, fields);
        while (value == null && source != null) {
            source = source.other();
            value = value(source, pool, fields);
        }
        if (source == null || value == null) {
            return PoolFacts.UNKNOWN;
        }
        if (source.guard() != null && !isOn(fields.read(pool, source.guard()))) {
            return PoolFacts.ENDLESS;
        }
        long amount = amount(value);
        long unit = value instanceof Duration ? Unit.MILLIS.nanos : source.unit().nanos;
        boolean isNow = amount == 0 && key == Key.ACQUIRE_TIMEOUT && zeroWaitsNot;
        boolean isEndless = amount <= 0 || amount >= Integer.MAX_VALUE;
        return isEndless && !isNow ? PoolFacts.ENDLESS : amount * unit;
    }

    private static boolean isOn(@Nullable Object value) {
        boolean isPlain =
                value == null || value instanceof Boolean || value instanceof Number || value instanceof Duration;
        return !isPlain || Boolean.TRUE.equals(value) || amount(value) > 0;
    }

    private static long amount(@Nullable Object value) {
        if (value instanceof Duration duration) {
            return duration.isNegative() ? -1 : duration.toMillis();
        }
        return value instanceof Number number ? number.longValue() : 0;
    }
}
