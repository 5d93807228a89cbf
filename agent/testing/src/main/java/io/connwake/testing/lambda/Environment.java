package io.connwake.testing.lambda;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One execution environment: a process that runs the function, its own APIs, and what Lambda does to it. It is frozen
 * whenever nobody is waited for; a timeout, an exit or an error outside of the handler resets it, and the next invocation
 * starts a new process. Closing it kills it.
 */
public final class Environment implements AutoCloseable {
    private static final Duration UNLIMITED = Duration.ofMinutes(10);
    private static final AtomicInteger STARTED = new AtomicInteger();

    private final LambdaFunction function;
    private final int number;
    private final Timeline timeline = new Timeline();
    private final Semaphore slots;
    private final List<FunctionProcess> processes = new ArrayList<>();
    private final LambdaApi api;
    private final ApiServer server;
    private Sandbox sandbox;
    private FunctionProcess process;
    private boolean ready;
    private boolean over;
    private int invocations;
    private Duration init = Duration.ZERO;
    private Duration initCpuTime = Duration.ZERO;

    private Environment(LambdaFunction function, int number) {
        this.function = function;
        this.number = number;
        slots = new Semaphore(function.concurrency(), true);
        sandbox = new Sandbox(timeline, function.initialization());
        api = new LambdaApi(function, sandbox);
        server = ApiServer.start(api);
        process = startProcess();
    }

    /** Runs INIT and returns when it has ended; whether it failed shows in {@link #isReady}, and in the first invocation. */
    public static Environment start(LambdaFunction function) {
        return start(function, ExtensionsFault.NONE);
    }

    /** With an Extensions API that is no good from the start. */
    public static Environment start(LambdaFunction function, ExtensionsFault fault) {
        Environment environment = new Environment(function, STARTED.incrementAndGet());
        environment.api.fail(fault);
        environment.initialise(function.initLimit());
        environment.pause();
        return environment;
    }

    /** Not frozen after INIT, for it is needed at once. */
    static Environment startForInvocation(LambdaFunction function, int number) {
        Environment environment = new Environment(function, number);
        environment.initialise(function.initLimit());
        return environment;
    }

    /** As when INIT has ended and nobody has called yet. */
    synchronized void pause() {
        if (ready) {
            freeze();
        }
    }

    public Invoked invoke(String payload) {
        return invoke(Event.of(payload));
    }

    /** Returns when the invocation has ended and the environment is frozen. */
    public Invoked invoke(Event event) {
        return invoke(event, System.nanoTime());
    }

    Invoked invoke(Event event, long arrivedNanos) {
        slots.acquireUninterruptibly();
        try {
            return invokeNow(event, arrivedNanos);
        } finally {
            slots.release();
        }
    }

    /**
     * As Lambda ends an environment that it no longer needs: thawed, SIGTERM and its budget if an extension is
     * registered, SIGKILL.
     */
    public synchronized void shutDown() {
        over = true;
        endProcess("shutdown");
    }

    /** SIGKILL, as when the machine is lost. */
    public synchronized void kill() {
        over = true;
        process.kill();
        sandbox.processEnded();
    }

    @Override
    public void close() {
        kill();
        server.close();
    }

    /** INIT has succeeded and the process is there, frozen or not. */
    public synchronized boolean isReady() {
        return ready && process.isAlive();
    }

    public void fail(ExtensionsFault how) {
        api.fail(how);
    }

    public int number() {
        return number;
    }

    public synchronized long pid() {
        return process.pid();
    }

    /** What INIT of the process of the moment took. */
    public synchronized Duration init() {
        return init;
    }

    /** User and system time at the end of INIT, in hundredths of a second. */
    public synchronized Duration initCpuTime() {
        return initCpuTime;
    }

    public synchronized Duration cpuTime() {
        return process.cpuTime();
    }

    /** Of the process that ended last, 128 plus the signal's number where a signal ended it. */
    public synchronized int exitCode() {
        return process.exitCode();
    }

    /** What all its processes have written so far. */
    public synchronized String out() {
        StringBuilder all = new StringBuilder();
        processes.forEach(each -> all.append(each.out()));
        return all.toString();
    }

    public synchronized String err() {
        StringBuilder all = new StringBuilder();
        processes.forEach(each -> all.append(each.err()));
        return all.toString();
    }

    public List<Happening> happenings() {
        return timeline.from(0);
    }

    private Invoked invokeNow(Event event, long arrivedNanos) {
        int mark = timeline.length();
        Duration waited = Duration.ofNanos(System.nanoTime() - arrivedNanos);
        Invocation invocation = new Invocation(event, function.timeout());
        long deadlineNanos = invocation.beganNanos + limit().toNanos();
        boolean suppressedInit = !prepare(invocation);
        int turn = nextTurn();
        boolean ended = isReady() && run(invocation, deadlineNanos);
        return account(invocation, waited, suppressedInit, turn, ended, mark);
    }

    /** False where INIT had to run, or ran in vain, inside the invocation. */
    private synchronized boolean prepare(Invocation invocation) {
        if (over) {
            throw new IllegalStateException("environment " + number + " has ended");
        }
        if (ready && process.isAlive()) {
            process.thaw();
            if (sandbox.isAtSnapshot()) {
                restore();
            }
            return true;
        }
        endProcess("reset before " + invocation.requestId);
        sandbox = new Sandbox(timeline, function.initialization());
        api.serve(function, sandbox);
        process = startProcess();
        initialise(function.timeout());
        return false;
    }

    private void restore() {
        long startNanos = System.nanoTime();
        ready = sandbox.restore(startNanos + function.initLimit().toNanos());
        init = Duration.ofNanos(System.nanoTime() - startNanos);
    }

    private synchronized int nextTurn() {
        return ++invocations;
    }

    private boolean run(Invocation invocation, long deadlineNanos) {
        sandbox.offer(invocation, ExtensionsApi.invoke(function, invocation));
        return sandbox.awaitEnd(invocation, deadlineNanos);
    }

    private synchronized Invoked account(
            Invocation invocation, Duration waited, boolean suppressedInit, int turn, boolean ended, int mark) {
        Outcome outcome = outcome(invocation, suppressedInit);
        if (ended) {
            freeze();
        } else {
            ready = false;
            endProcess("reset");
        }
        long endNanos = ended ? invocation.endedNanos : System.nanoTime();
        long responseNanos = invocation.answered() ? invocation.answeredNanos : endNanos;
        return new Invoked(
                invocation.requestId,
                number,
                processes.size(),
                turn,
                outcome,
                invocation.answer,
                invocation.began,
                waited,
                Duration.ofNanos(responseNanos - invocation.beganNanos),
                Duration.ofNanos(endNanos - invocation.beganNanos),
                turn == 1 ? init : Duration.ZERO,
                suppressedInit,
                !ended,
                timeline.from(mark));
    }

    private Outcome outcome(Invocation invocation, boolean suppressedInit) {
        if (invocation.outcome != null) {
            return invocation.outcome;
        }
        if (!ready) {
            return suppressedInit && process.isAlive() && sandbox.failure() == null ? Outcome.TIMEOUT : Outcome.NO_INIT;
        }
        return process.isAlive() ? Outcome.TIMEOUT : Outcome.EXIT;
    }

    private FunctionProcess startProcess() {
        Sandbox its = sandbox;
        timeline.add("process " + (processes.size() + 1) + " starts");
        FunctionProcess started = FunctionProcess.start(function, server.address(), number);
        started.onEnd(its::processEnded);
        processes.add(started);
        invocations = 0;
        return started;
    }

    private synchronized void initialise(Duration limit) {
        long startNanos = System.nanoTime();
        ready = sandbox.awaitInit(startNanos + limit.toNanos());
        init = Duration.ofNanos(System.nanoTime() - startNanos);
        initCpuTime = process.cpuTime();
        timeline.add(ready ? "init done" : "init failed");
    }

    private void freeze() {
        if (function.freezes()) {
            process.freeze();
            timeline.add("frozen");
        }
    }

    private void endProcess(String why) {
        if (!process.isAlive()) {
            return;
        }
        boolean gentle = sandbox.hasExtensions();
        timeline.add(why + (gentle ? ": SIGTERM" : ": SIGKILL"));
        if (gentle) {
            process.terminate(function.terminationBudget());
        } else {
            process.kill();
        }
        sandbox.processEnded();
        timeline.add("process ended with " + process.exitCode());
    }

    private Duration limit() {
        return function.initialization() == Initialization.MANAGED ? UNLIMITED : function.timeout();
    }

    /** The failure that the runtime or an extension told of, if any. */
    public synchronized @Nullable String failure() {
        return sandbox.failure();
    }
}
