package io.connwake.recorder.pinning;

import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * The pins of statements met before, by the identity of their texts: what an application says again is mostly the same
 * object. Keeps no text. Races only cost another classification.
 */
public final class StatementPins {
    private static final int SLOTS = 512;

    private final @Nullable Known[] known = new Known[SLOTS];

    /** The bits of the {@link Pin}s. */
    public int of(String sql, Dialect dialect) {
        if (sql.length() > PinClassifier.LARGE_BYTES) {
            return Pin.LARGE_STATEMENT.bit();
        }
        int hash = sql.hashCode();
        int slot = (hash ^ hash >>> 16) & (SLOTS - 1);
        Known there = known[slot];
        if (there != null && there.dialect == dialect && there.refersTo(sql)) {
            return there.pins;
        }
        int pins = PinClassifier.pins(sql, dialect);
        known[slot] = new Known(sql, dialect, pins);
        return pins;
    }

    private static final class Known extends WeakReference<String> {
        final Dialect dialect;
        final int pins;

        Known(String sql, Dialect dialect, int pins) {
            super(sql);
            this.dialect = dialect;
            this.pins = pins;
        }
    }
}
