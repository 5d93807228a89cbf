package io.connwake.recorder.event;

/** One fact about a pool, a physical connection or a lease. */
public sealed interface Event
        permits PoolSeen,
                PoolBuilt,
                PoolClosed,
                PoolCounted,
                Acquired,
                AcquireFailed,
                Released,
                Opened,
                OpenFailed,
                Closed,
                Validated,
                Survived,
                LikelySite,
                StatementFailed,
                Misused,
                WorkSettled,
                Pinned,
                PinnedFor,
                Waiting,
                StillOpen,
                InvocationBegan,
                InvocationEnded,
                EnvironmentPaused,
                EnvironmentResumed,
                Garbage {
    /** When it happened, in nanoseconds of a clock that runs on while the environment is frozen. */
    long atNanos();
}
