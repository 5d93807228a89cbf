package io.connwake.benchmarks.program;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.util.concurrent.ExecutionException;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;

/**
 * Leases in batches on one thread and on two, then leases with a query of H2 in batches, then leases with a query of
 * PostgreSQL as fast as they go, on one thread and on two: all in one process, for it takes an agent seconds to start.
 *
 * <p>Arguments: the class that wraps a data source or {@code -}; cycles a batch, pause in ms, batches for warming up,
 * batches measured, seconds for warming up and as many measured; URL, user and password of the PostgreSQL.
 */
public final class CyclesInTurn {
    private static final int MOST_THREADS = 2;

    private CyclesInTurn() {}

    public static void main(String[] args) throws InterruptedException, ExecutionException, SQLException {
        Batches each = new Batches(
                Integer.parseInt(args[1]),
                Integer.parseInt(args[2]),
                Integer.parseInt(args[3]),
                Integer.parseInt(args[4]));
        UnaryOperator<DataSource> wrapper = wrapper(args[0]);
        try (HikariDataSource h2 = Pool.open(MOST_THREADS);
                HikariDataSource postgres = Pool.open(MOST_THREADS, args[6], args[7], args[8])) {
            DataSource pool = wrapper.apply(h2);
            for (int threads = 1; threads <= MOST_THREADS; threads++) {
                Crew crew = new Crew(threads, each);
                print("borrow", threads, Crew.text(crew.run(() -> new InUnits(new Borrow(pool)))));
            }
            Crew one = new Crew(1, each);
            print("query", 1, Crew.text(one.run(() -> new InUnits(() -> Pool.query(pool)))));
            DataSource real = wrapper.apply(postgres);
            for (int threads = 1; threads <= MOST_THREADS; threads++) {
                Throng throng = new Throng(threads, Integer.parseInt(args[5]));
                print("postgres", threads, throng.run(() -> new InUnits(() -> Pool.query(real))));
            }
        }
    }

    private static void print(String work, int threads, String measured) {
        System.out.println("phase=" + work + "-" + threads + " " + measured);
    }

    @SuppressWarnings("unchecked")
    private static UnaryOperator<DataSource> wrapper(String name) {
        if (name.equals("-")) {
            return UnaryOperator.identity();
        }
        try {
            return Class.forName(name)
                    .asSubclass(UnaryOperator.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException wrong) {
            throw new IllegalStateException(wrong);
        }
    }
}
