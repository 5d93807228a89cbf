package io.connwake.recorder;

import org.jspecify.annotations.Nullable;

/**
 * Where units of work begin and end: is told when one of its points is reached and left, on the application's thread, and
 * answers by {@link Units}. What it throws is counted and goes no further.
 */
public interface Boundary {
    /** A point is reached. */
    void reached(int point, @Nullable Object first, @Nullable Object second);

    /**
     * It is left, with a result (null if it has none) or a failure.
     *
     * @param first as it was when the point was reached
     */
    void left(
            int point,
            @Nullable Object first,
            @Nullable Object second,
            @Nullable Object result,
            @Nullable Throwable failure);

    /** Makes the boundary that a point belongs to, when one of its points is reached first. */
    interface Maker {
        /** Null if nobody cares for that point. */
        @Nullable
        Boundary make(int point, Units units);
    }
}
