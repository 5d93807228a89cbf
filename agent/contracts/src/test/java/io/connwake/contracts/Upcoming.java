package io.connwake.contracts;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiFunction;
import org.junit.jupiter.params.provider.Arguments;

/**
 * The runs of a matrix of libraries and JDKs. JUnit asks for one after the other; they wait more than they work, so some
 * are always under way while one is looked at.
 */
final class Upcoming<L, R> {
    private static final int AT_ONCE = 3;

    private final Map<List<Object>, CompletableFuture<R>> runs = new LinkedHashMap<>();

    /** Starts all of them, in their order. */
    @SuppressWarnings("unchecked")
    Upcoming(Iterable<Arguments> matrix, BiFunction<L, Integer, R> run) {
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE, Upcoming::daemon);
        for (Arguments each : matrix) {
            L library = (L) Objects.requireNonNull(each.get()[0]);
            int feature = (int) Objects.requireNonNull(each.get()[1]);
            runs.put(
                    List.of(library, feature),
                    CompletableFuture.supplyAsync(() -> run.apply(library, feature), threads));
        }
        threads.shutdown();
    }

    /** Fails as the run did. Nobody asks twice, so what came of it is forgotten. */
    R of(L library, int feature) {
        return Objects.requireNonNull(runs.remove(List.of(library, feature))).join();
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "upcoming");
        thread.setDaemon(true);
        return thread;
    }
}
