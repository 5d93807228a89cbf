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

    /** A switch has no usual value: it is asked for where it is on. */
    static final long SWITCH = -1;

    final String className;
    private final Map<Key, Place> places = new EnumMap<>(Key.class);
    private final Map<Key, String[]> guards = new EnumMap<>(Key.class);
    private final Map<Key, String> switches = new EnumMap<>(Key.class);
    private @Nullable Inert inert;
    private String generatedName = "";
    private boolean zeroWaitsNot;
    private boolean corrects;

    PoolSettings(String className) {
        this.className = className;
    }

    /** One place of a setting, and the next one to look at if it is not there. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    private record Place(
            Unit unit, String[] paths, @Nullable Place next) {}

    PoolSettings at(Key key, String... paths) {
        return at(key, Unit.MILLIS, paths);
    }

    PoolSettings at(Key key, Unit unit, String... paths) {
        places.put(key, new Place(unit, paths, null));
        return this;
    }

    /** Another place, looked at first; what was said of the setting earlier is for versions that have it not there. */
    PoolSettings orAt(Key key, Unit unit, String... paths) {
        places.put(key, new Place(unit, paths, places.get(key)));
        return this;
    }

    /** In force only if a field at any of these paths is true, a number or time above 0, or some other object. */
    PoolSettings onlyWith(Key key, String... paths) {
        guards.put(key, paths);
        return this;
    }

    /** Not in force where the number at this path is negative. */
    PoolSettings notBelowZero(Key key, String path) {
        switches.put(key, path);
        return this;
    }

    /** What was asked for at the first of these paths that exists, though nothing at the others acts on it. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    private record Inert(
            int bit,
            String[] asked,
            long usual,
            String[] actors,
            @Nullable Inert next) {}

    /** @param usual what stands there if nobody asked: milliseconds, or {@link #SWITCH} */
    PoolSettings inert(int bit, String[] asked, long usual, String... actors) {
        inert = new Inert(bit, asked, usual, actors, inert);
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

    /** When it is built it changes settings that it does not take, in the fields that hold them. */
    PoolSettings corrects() {
        corrects = true;
        return this;
    }

    boolean isCorrecting() {
        return corrects;
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
                        value(Key.TESTS_ON_BORROW, pool, fields) instanceof Boolean tests ? tests : null,
                        inert(pool, fields)));
    }

    private int inert(Object pool, Fields fields) {
        int found = 0;
        for (Inert each = inert; each != null; each = each.next()) {
            Object asked = fields.read(pool, each.asked());
            if (isOn(asked) && amount(asked) != each.usual() && !isOn(fields.read(pool, each.actors()))) {
                found |= each.bit();
            }
        }
        return found;
    }

    private @Nullable Object value(Key key, Object pool, Fields fields) {
        return value(places.get(key), pool, fields);
    }

    private static @Nullable Object value(@Nullable Place place, Object pool, Fields fields) {
        Object value = place == null ? null : fields.read(pool, place.paths());
        // what the JDK makes itself may be asked
        return value instanceof AtomicReference<?> reference ? reference.get() : value;
    }

    private @Nullable String name(@Nullable Object value) {
        if (!(value instanceof String name) || name.isBlank()) {
            return null;
        }
        boolean isGenerated = !generatedName.isEmpty() && name.startsWith(generatedName);
        return isGenerated || JdbcUrl.isWithin(name) ? null : name;
    }

    private static int count(@Nullable Object value) {
        if (!(value instanceof Number number)) {
            return PoolFacts.UNKNOWN;
        }
        int count = number.intValue();
        return count >= 0 && count != Integer.MAX_VALUE ? count : PoolFacts.UNKNOWN;
    }

    private long time(Key key, Object pool, Fields fields) {
        Place place = places.get(key);
        Object value = value(place, pool, fields);
        while (value == null && place != null) {
            place = place.next();
            value = value(place, pool, fields);
        }
        if (place == null || value == null) {
            return PoolFacts.UNKNOWN;
        }
        if (isOff(key, pool, fields)) {
            return PoolFacts.ENDLESS;
        }
        long amount = amount(value);
        long unit = value instanceof Duration ? Unit.MILLIS.nanos : place.unit().nanos;
        boolean isNow = amount == 0 && key == Key.ACQUIRE_TIMEOUT && zeroWaitsNot;
        boolean isEndless = amount <= 0 || amount >= Integer.MAX_VALUE;
        return isEndless && !isNow ? PoolFacts.ENDLESS : amount * unit;
    }

    private boolean isOff(Key key, Object pool, Fields fields) {
        String number = switches.get(key);
        return !isGuardOn(guards.get(key), pool, fields) || (number != null && amount(fields.read(pool, number)) < 0);
    }

    /** One of these fields lets it work. */
    private static boolean isGuardOn(String @Nullable [] guard, Object pool, Fields fields) {
        if (guard == null) {
            return true;
        }
        for (String each : guard) {
            if (isOn(fields.read(pool, each))) {
                return true;
            }
        }
        return false;
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
