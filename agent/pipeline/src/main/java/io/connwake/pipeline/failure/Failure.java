package io.connwake.pipeline.failure;

import org.jspecify.annotations.Nullable;

/**
 * What went wrong.
 *
 * @param root what a driver said inside a pool's exception; null where the pool alone spoke, or none is involved
 */
public record Failure(FailureKind kind, @Nullable FailureKind root) {
    /** The driver's word where there is one. */
    public FailureKind innermost() {
        return root == null ? kind : root;
    }
}
