package io.connwake.demo.stage;

import io.connwake.demo.recording.Recording;
import io.connwake.testing.lambda.Environment;
import io.connwake.testing.lambda.Invoked;
import io.connwake.testing.lambda.LambdaFunction;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** The environments that a function scaled out to; each is frozen whenever nobody calls it. */
public final class Environments implements AutoCloseable {
    private final Queue<Environment> all = new ConcurrentLinkedQueue<>();
    private final ExecutorService callers = Executors.newCachedThreadPool(Environments::daemon);
    private final LambdaFunction function;
    private final Path folder;
    private final String name;

    /** Recordings lie in the folder, one for each environment: {@code name-*.jsonl}. */
    Environments(LambdaFunction function, Path folder, String name) {
        this.function = function;
        this.folder = folder;
        this.name = name;
    }

    /** So many more, all at the same time; returns when each is ready and frozen. */
    public void scaleOut(int count) {
        List<CompletableFuture<Void>> starting = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            starting.add(CompletableFuture.runAsync(() -> all.add(Environment.start(function)), callers));
        }
        starting.forEach(CompletableFuture::join);
    }

    /** One call to each, all at the same time; returns when all are frozen again. */
    public List<Invoked> call() {
        List<CompletableFuture<Invoked>> called = all.stream()
                .map(each -> CompletableFuture.supplyAsync(() -> each.invoke("{}"), callers))
                .toList();
        return called.stream().map(CompletableFuture::join).toList();
    }

    /** For so long nobody calls. */
    public void stayFrozen(Duration time) throws InterruptedException {
        Thread.sleep(time.toMillis());
    }

    /** As Lambda ends those that it needs no longer; what all of them recorded. */
    public Recording end() throws IOException {
        each(Environment::shutDown);
        List<Recording> recordings = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, name + "-*.jsonl")) {
            for (Path file : files) {
                recordings.add(Recording.read(file));
            }
        }
        return Recording.together(recordings);
    }

    /** All of them, as one would name them. */
    public Path recordings() {
        return folder.resolve(name + "-*.jsonl");
    }

    @Override
    public synchronized void close() {
        if (callers.isShutdown()) {
            return;
        }
        each(Environment::close);
        callers.shutdownNow();
    }

    private void each(Consumer<Environment> action) {
        List<CompletableFuture<Void>> acting = all.stream()
                .map(each -> CompletableFuture.runAsync(() -> action.accept(each), callers))
                .toList();
        acting.forEach(CompletableFuture::join);
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "lambda-caller");
        thread.setDaemon(true);
        return thread;
    }
}
