package io.connwake.benchmarks.program;

import java.sql.SQLException;
import javax.sql.DataSource;

/** What one cycle does. */
enum Work {
    BORROW {
        @Override
        Batches.Cycle on(DataSource pool) {
            return new Borrow(pool);
        }
    },
    QUERY {
        @Override
        Batches.Cycle on(DataSource pool) {
            return () -> Pool.query(pool);
        }
    },
    /** A borrow while a span of the application's own OpenTelemetry SDK is current. */
    BORROW_IN_SPAN {
        @Override
        void prepare() {
            ApplicationSpan.start();
        }

        @Override
        Batches.Cycle on(DataSource pool) {
            ApplicationSpan.makeCurrent();
            return new Borrow(pool);
        }
    };

    /** Once, before any thread works. */
    void prepare() {}

    /** On the thread that will work. */
    abstract Batches.Cycle on(DataSource pool) throws SQLException;
}
