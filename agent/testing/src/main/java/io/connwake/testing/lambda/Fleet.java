package io.connwake.testing.lambda;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;

/** A function that scales: an invocation goes to the idle environment that was used last, or a new one is started for it. */
public final class Fleet implements AutoCloseable {
    private final LambdaFunction function;
    private final ExecutorService callers = Executors.newCachedThreadPool(Fleet::daemon);
    private final List<Environment> all = new ArrayList<>();
    private final Deque<Environment> idle = new ArrayDeque<>();
    private int started;
    private int busy;
    private int peakBusy;

    private Fleet(LambdaFunction function) {
        this.function = function;
    }

    public static Fleet of(LambdaFunction function) {
        return new Fleet(function);
    }

    /** Environments that are initialised, one after the other, before anybody calls. */
    public Fleet provision(int count) {
        for (int i = 0; i < count; i++) {
            Environment environment = newEnvironment();
            environment.pause();
            synchronized (this) {
                idle.addLast(environment);
            }
        }
        return this;
    }

    public CompletableFuture<Invoked> invoke(String payload) {
        return invoke(Event.of(payload));
    }

    /** Completes when the invocation has ended, not when its response was posted. */
    public CompletableFuture<Invoked> invoke(Event event) {
        long arrivedNanos = System.nanoTime();
        return CompletableFuture.supplyAsync(() -> invokeNow(event, arrivedNanos), callers);
    }

    /**
     * So many invocations at that rate, whether those before have ended or not; returns when all have ended, in order
     * of arrival.
     */
    public List<Invoked> arrive(double perSecond, int count, IntFunction<Event> events) {
        long startNanos = System.nanoTime();
        List<CompletableFuture<Invoked>> under = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long due = startNanos + (long) (i * 1e9 / perSecond);
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            under.add(invoke(events.apply(i)));
        }
        return under.stream().map(CompletableFuture::join).toList();
    }

    /** So many invocations at the same moment, as pings are sent that keep so many environments warm. */
    public List<Invoked> atOnce(int count, Event event) {
        return arrive(Double.POSITIVE_INFINITY, count, i -> event);
    }

    /** How many environments there have been in all. */
    public synchronized int started() {
        return started;
    }

    /** The most that were busy at a time. */
    public synchronized int peakBusy() {
        return peakBusy;
    }

    public synchronized List<Environment> environments() {
        return List.copyOf(all);
    }

    /** As Lambda ends what it no longer needs; nothing may be under way. */
    public void shutDown() {
        List<CompletableFuture<Void>> ends = environments().stream()
                .map(each -> CompletableFuture.runAsync(each::shutDown, callers))
                .toList();
        ends.forEach(CompletableFuture::join);
    }

    @Override
    public void close() {
        environments().forEach(Environment::close);
        callers.shutdownNow();
    }

    private Invoked invokeNow(Event event, long arrivedNanos) {
        Environment environment = take();
        try {
            return environment.invoke(event, arrivedNanos);
        } finally {
            giveBack(environment);
        }
    }

    private Environment take() {
        synchronized (this) {
            peakBusy = Math.max(peakBusy, ++busy);
            Environment free = idle.pollFirst();
            if (free != null) {
                return free;
            }
        }
        return newEnvironment();
    }

    private synchronized void giveBack(Environment environment) {
        busy--;
        idle.addFirst(environment);
    }

    private Environment newEnvironment() {
        int number;
        synchronized (this) {
            number = ++started;
        }
        Environment environment = Environment.startForInvocation(function, number);
        synchronized (this) {
            all.add(environment);
        }
        return environment;
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "lambda-caller");
        thread.setDaemon(true);
        return thread;
    }
}
