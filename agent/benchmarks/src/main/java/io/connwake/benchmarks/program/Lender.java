package io.connwake.benchmarks.program;

import io.connwake.boot.Carrier;
import io.connwake.recorder.Recorder;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Leases without an application: what woven classes of a pool and a driver would call, and nothing else. For one thread.
 */
final class Lender {
    private static final int CONNECTIONS = 10;
    private static final int ACQUIRE = 2;
    private static final int CONNECT = 4;
    private static final String URL = "jdbc:postgresql://localhost:5432/shop";

    private final Recorder recorder;
    private final DataSource pool = TrivialDriver.make(DataSource.class, "LentFrom");
    private final Slot[] connections = new Slot[CONNECTIONS];
    private int turns;

    Lender(Recorder recorder) {
        this.recorder = recorder;
    }

    /** A woven object, as far as the recorder can tell. */
    private static final class Slot implements Carrier {
        private final @Nullable Object inner;
        private @Nullable Object record;

        Slot(@Nullable Object inner) {
            this.inner = inner;
        }

        @Override
        public @Nullable Object connwake$record() {
            return record;
        }

        @Override
        public void connwake$record(@Nullable Object ours) {
            record = ours;
        }

        @Override
        public @Nullable Object connwake$inner() {
            return inner == null ? this : inner;
        }
    }

    /** One acquire and its release. */
    void lease() {
        recorder.acquiring(ACQUIRE, pool);
        int at = turns++ % CONNECTIONS;
        Slot connection = connections[at];
        if (connection == null) {
            connection = connect();
            connections[at] = connection;
        }
        Slot handle = new Slot(connection);
        recorder.acquired(ACQUIRE, handle);
        recorder.closing(handle);
    }

    private Slot connect() {
        Slot opened = new Slot(null);
        recorder.connecting(CONNECT, new TrivialDriver(), URL);
        recorder.connected(CONNECT, opened);
        return opened;
    }
}
