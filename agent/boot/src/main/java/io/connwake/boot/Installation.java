package io.connwake.boot;

import org.jspecify.annotations.Nullable;

/** Holds the sink from the moment the agent is ready until {@link Hooks} has taken it for good. */
public final class Installation {
    private static @Nullable Sink sink;

    private Installation() {}

    /** Must be called before the first woven class runs; later calls have no effect. */
    public static void install(Sink ready) {
        if (sink == null) {
            sink = ready;
        }
    }

    static Sink installed() {
        Sink ready = sink;
        if (ready == null) {
            throw new IllegalStateException("no sink was installed");
        }
        return ready;
    }
}
