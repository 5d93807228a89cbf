package io.connwake.boundaries;

import org.jspecify.annotations.Nullable;

/** What is known of a request under way; it refers to nothing of the container's. */
final class Serving {
    final String method;
    private final Mapping mapping;
    private volatile @Nullable String pattern;

    /** It went on when its first call returned. */
    volatile boolean isAsync;

    volatile boolean hasFailed;
    volatile boolean timedOut;

    Serving(String method, Mapping mapping) {
        this.method = method;
        this.mapping = mapping;
    }

    /** By Spring, to this pattern; the first time counts: later dispatches go elsewhere. */
    void routed(@Nullable String to) {
        if (pattern == null) {
            pattern = to;
        }
    }

    @Nullable
    String route() {
        String known = pattern;
        return known == null ? mapping.route() : mapping.routeTo(known);
    }
}
