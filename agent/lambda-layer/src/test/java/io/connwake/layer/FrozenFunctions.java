package io.connwake.layer;

import io.connwake.testing.Database;
import io.connwake.testing.Jdk;
import io.connwake.testing.Postgres;
import io.connwake.testing.lambda.LambdaFunction;
import io.connwake.testing.lambda.SuspendedClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Assumptions;

/** Several environments of {@code PooledOrders}, which are all frozen whenever none of them works. */
final class FrozenFunctions implements AutoCloseable {
    private final Postgres server;
    private final List<FrozenFunction> all = new ArrayList<>();

    FrozenFunctions(Postgres server) {
        this.server = server;
    }

    /** One whose monotonic clock goes on in a freeze, and one whose does not, where there is a compiler for that. */
    List<FrozenFunction> withEitherClock(Jdk jdk, Path folder, String name, int poolSize, String urlEnd) {
        List<FrozenFunction> both = new ArrayList<>();
        both.add(start(jdk, folder, name, poolSize, urlEnd, false, ""));
        if (SuspendedClock.isAvailable()) {
            both.add(start(jdk, folder, name, poolSize, urlEnd, true, ""));
        }
        return both;
    }

    FrozenFunction start(
            Jdk jdk, Path folder, String name, int poolSize, String urlEnd, boolean clockStandsStill, String option) {
        Assumptions.assumeTrue(!clockStandsStill || SuspendedClock.isAvailable(), "no C compiler");
        Database database = server.createDatabase(name);
        Path recording = folder.resolve(database.name() + ".jsonl");
        LambdaFunction function = Functions.NEWEST
                .layered("PooledOrders")
                .on(jdk)
                .named(name)
                .environment("DB_URL", database.jdbcUrl() + urlEnd)
                .environment("DB_USER", database.user())
                .environment("DB_PASSWORD", database.password())
                .environment("POOL_SIZE", Integer.toString(poolSize))
                .environment("CONNWAKE_RECORD", recording.toString())
                .environment("OTEL_TRACES_EXPORTER", "none")
                .environment("OTEL_METRICS_EXPORTER", "none")
                .environment("OTEL_LOGS_EXPORTER", "none");
        if (clockStandsStill) {
            function.suspendedClock();
        }
        if (!option.isEmpty()) {
            function.option(option);
        }
        FrozenFunction started = new FrozenFunction(Functions.registered(function), database, recording);
        all.add(started);
        return started;
    }

    List<FrozenFunction> all() {
        return List.copyOf(all);
    }

    /** The same order to all, and a freeze after it, so many times. */
    void rounds(String order, int times, Duration freeze) {
        for (int i = 0; i < times; i++) {
            round(all, order);
            freeze(freeze);
        }
    }

    void round(List<FrozenFunction> functions, String order) {
        List<CompletableFuture<Void>> calls = functions.stream()
                .map(each -> CompletableFuture.runAsync(() -> each.invoke(order)))
                .toList();
        calls.forEach(CompletableFuture::join);
    }

    /** For so long nobody calls. */
    void freeze(Duration time) {
        long startNanos = System.nanoTime();
        for (long left = time.toNanos(); left > 0; left = time.toNanos() - (System.nanoTime() - startNanos)) {
            LockSupport.parkNanos(left);
        }
    }

    void shutDown() {
        all.forEach(each -> each.environment().shutDown());
    }

    @Override
    public void close() {
        all.forEach(each -> each.environment().close());
    }
}
