package io.connwake.benchmarks.program;

import io.connwake.boot.Carrier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A woven pool, as far as the recorder can tell; {@link TrivialDriver} makes it concrete. */
public abstract class LentFrom implements DataSource, Carrier {
    private @Nullable Object record;

    @Override
    public @Nullable Object connwake$record() {
        return record;
    }

    @Override
    public void connwake$record(@Nullable Object ours) {
        record = ours;
    }
}
