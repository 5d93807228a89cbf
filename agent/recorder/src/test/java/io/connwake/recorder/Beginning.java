package io.connwake.recorder;

import io.connwake.boot.Points;
import io.connwake.recorder.event.Ending;
import org.jspecify.annotations.Nullable;

/** Each request is a unit of work. */
final class Beginning implements Boundary {
    private final Units units;

    Beginning(Units units) {
        this.units = units;
    }

    @Override
    public void reached(int point, @Nullable Object first, @Nullable Object second) {
        if (point == Points.SERVE) {
            units.begin("Shop.service", null, null);
        }
    }

    @Override
    public void left(
            int point,
            @Nullable Object first,
            @Nullable Object second,
            @Nullable Object result,
            @Nullable Throwable failure) {
        Invocation unit = units.current();
        if (unit != null) {
            units.end(unit, failure == null ? Ending.OK : Ending.ERROR, null);
        }
    }
}
