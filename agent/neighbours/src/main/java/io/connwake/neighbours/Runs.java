package io.connwake.neighbours;

import io.connwake.testing.Jdk;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs cells, some at a time. */
final class Runs implements AutoCloseable {
    static final int OLDER = 17;
    static final int NEWER = 25;

    private static final int AT_A_TIME = 3;

    private final ExecutorService workers = Executors.newFixedThreadPool(AT_A_TIME);

    Future<Verdict> start(Neighbour neighbour, int feature) {
        return workers.submit(() -> verdict(neighbour, feature));
    }

    private static Verdict verdict(Neighbour neighbour, int feature) throws Exception {
        Optional<Jdk> jdk = Jdk.installed().stream()
                .filter(each -> each.feature() == feature)
                .findFirst();
        return jdk.isEmpty() ? Verdict.absent("no such JDK here") : new Cell(neighbour, jdk.get()).call();
    }

    /** What came of it; a cell that could not be run to its end is a fault as well. */
    static Verdict ended(Future<Verdict> run) throws InterruptedException {
        try {
            return run.get();
        } catch (ExecutionException failed) {
            return new Verdict(List.of(String.valueOf(failed.getCause())), 0, 0);
        }
    }

    @Override
    public void close() {
        workers.shutdownNow();
    }
}
