package io.connwake.benchmarks.program;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
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
    /** The same statement over and over, on one connection to a database that takes no time. */
    EXECUTE {
        @Override
        Batches.Cycle on(DataSource pool) throws SQLException {
            return execution("jdbc:postgresql://localhost/trivial");
        }
    },
    /** The same through what looks like a proxy whose sessions statements may pin. */
    EXECUTE_AT_PROXY {
        @Override
        Batches.Cycle on(DataSource pool) throws SQLException {
            return execution("jdbc:postgresql://trivial.proxy-abc.us-east-1.rds.amazonaws.com/trivial");
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

    private static Batches.Cycle execution(String url) throws SQLException {
        Statement statement = new TrivialDriver().connect(url, new Properties()).createStatement();
        return () -> {
            if (statement.execute("select name, price from articles where id = 4711 order by name")) {
                throw new IllegalStateException("it has no rows");
            }
        };
    }

    /** Once, before any thread works. */
    void prepare() {}

    /** On the thread that will work. */
    abstract Batches.Cycle on(DataSource pool) throws SQLException;
}
