package io.connwake.layer;

import io.connwake.testing.lambda.Environment;
import io.connwake.testing.lambda.Invoked;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** Invocations of one environment at the same time. */
final class Together {
    private Together() {}

    static List<Invoked> invoke(Environment environment, String payload, int count) {
        return Stream.generate(
                        () -> CompletableFuture.supplyAsync(() -> environment.invoke(payload), Together::inThread))
                .limit(count)
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();
    }

    private static void inThread(Runnable work) {
        Thread thread = new Thread(work, "caller");
        thread.setDaemon(true);
        thread.start();
    }
}
