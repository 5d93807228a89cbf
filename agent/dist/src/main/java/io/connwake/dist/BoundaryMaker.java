package io.connwake.dist;

import io.connwake.recorder.Boundary;
import io.connwake.recorder.Units;
import org.jspecify.annotations.Nullable;

/** Makes the boundaries when the first of their points is reached. */
final class BoundaryMaker implements Boundary.Maker {
    @Override
    public @Nullable Boundary make(int point, Units units) {
        return null;
    }
}
