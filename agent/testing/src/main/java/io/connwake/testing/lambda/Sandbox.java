package io.connwake.testing.lambda;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What RAPID knows of one life of a function's process, from its start to its end: who waits for what, what is under way. */
final class Sandbox {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Timeline timeline;
    private final boolean several;
    private final boolean restores;

    private final Extensions extensions = new Extensions();
    private final Deque<Invocation> offered = new ArrayDeque<>();
    private final Map<String, Invocation> underWay = new LinkedHashMap<>();

    /** The calls of next that wait, by number; where invocations come one by one, the latest alone. */
    private final Set<Long> loops = new LinkedHashSet<>();

    private long calls;
    private boolean atSnapshot;
    private boolean restored;
    private boolean over;
    private @Nullable String failure;

    Sandbox(Timeline timeline, Initialization initialization) {
        this.timeline = timeline;
        this.several = initialization == Initialization.MANAGED;
        this.restores = initialization == Initialization.SNAP_START;
    }

    // The runtime's side.

    /** Waits for an invocation; null where the runtime may not ask now, having answered nothing yet. */
    @Nullable
    Invocation next() throws Gone, InterruptedException {
        lock.lockInterruptibly();
        try {
            if (!several && underWay.values().stream().anyMatch(each -> !each.answered())) {
                return null;
            }
            long call = ++calls;
            if (!several) {
                loops.clear();
            }
            loops.add(call);
            extensions.close();
            happened("runtime in next");
            while (!over && loops.contains(call) && offered.isEmpty()) {
                changed.await();
            }
            if (over || !loops.remove(call)) {
                throw new Gone();
            }
            return offered.remove();
        } finally {
            lock.unlock();
        }
    }

    /** The HTTP status: 202, 400 for an invocation that is not under way, 403 for one that was answered already. */
    int answer(String requestId, Outcome how, String body) {
        return locked(() -> {
            Invocation invocation = underWay.get(requestId);
            if (invocation == null) {
                return 400;
            }
            if (invocation.answered()) {
                return 403;
            }
            invocation.answer(how, body);
            happened(how == Outcome.ERROR ? "error" : "response");
            return 202;
        });
    }

    /** False where nothing is to be restored here; otherwise it waits until the snapshot has been taken and is resumed. */
    boolean restoreNext() throws Gone, InterruptedException {
        lock.lockInterruptibly();
        try {
            if (!restores) {
                return false;
            }
            extensions.close();
            atSnapshot = true;
            happened("runtime in restore/next");
            while (!over && !restored) {
                changed.await();
            }
            if (over) {
                throw new Gone();
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** What the runtime or an extension says of its own failure; the environment is of no use then. */
    void failed(String what) {
        locked(() -> {
            failure = failure == null ? what : failure;
            happened(what);
            return true;
        });
    }

    // The extensions' side.

    /** Its identifier, or nothing where registration is closed, the name is taken or there are too many. */
    @Nullable
    String register(String name, Set<String> events) {
        lock.lock();
        try {
            String id = extensions.register(name, events);
            if (id != null) {
                happened("extension " + name + " registered for " + events);
            }
            return id;
        } finally {
            lock.unlock();
        }
    }

    boolean isRegistrationClosed() {
        return locked(extensions::isClosed);
    }

    boolean knows(String id) {
        return locked(() -> extensions.find(id) != null);
    }

    /** Waits for the event, as JSON, of an extension that is known. */
    String eventNext(String id) throws Gone, InterruptedException {
        lock.lockInterruptibly();
        try {
            Extension extension = extensions.find(id);
            if (extension == null) {
                throw new Gone();
            }
            extension.asks();
            long turn = extension.turn;
            happened("extension " + extension.name + " in next");
            while (!over && extension.turn == turn && extension.pending.isEmpty()) {
                changed.await();
            }
            if (over || extension.turn != turn) {
                throw new Gone();
            }
            return extension.take();
        } finally {
            lock.unlock();
        }
    }

    // The environment's side.

    /** True when the runtime and each extension have asked for what is next; false where that fails or takes longer. */
    boolean awaitInit(long deadlineNanos) {
        return await(() -> isBroken() || isInitialised(), deadlineNanos) && locked(() -> !isBroken());
    }

    boolean isAtSnapshot() {
        return locked(() -> atSnapshot && !restored);
    }

    /** Lets the runtime go on from the snapshot and waits until it asks for invocations. */
    boolean restore(long deadlineNanos) {
        locked(() -> {
            restored = true;
            happened("restored");
            return true;
        });
        return await(() -> isBroken() || !loops.isEmpty(), deadlineNanos) && locked(() -> !isBroken());
    }

    /** Hands it to the extensions that are told of invocations, and to the runtime. */
    void offer(Invocation invocation, String extensionEvent) {
        locked(() -> {
            extensions.tellOfInvocation(extensionEvent);
            underWay.put(invocation.requestId, invocation);
            offered.add(invocation);
            happened("invocation " + invocation.requestId);
            return true;
        });
    }

    /** True when it was answered and everyone who is waited for is back in next; false where that fails or takes longer. */
    boolean awaitEnd(Invocation invocation, long deadlineNanos) {
        await(() -> isBroken() || invocation.ended, deadlineNanos);
        return locked(() -> {
            underWay.remove(invocation.requestId);
            offered.remove(invocation);
            return invocation.ended;
        });
    }

    boolean hasExtensions() {
        return locked(() -> !extensions.isEmpty());
    }

    /** What the runtime or an extension told of its failure. */
    @Nullable
    String failure() {
        lock.lock();
        try {
            return failure;
        } finally {
            lock.unlock();
        }
    }

    /** The process is no more. */
    void processEnded() {
        locked(() -> {
            if (!over) {
                over = true;
                happened("process ended");
            }
            return true;
        });
    }

    private boolean isBroken() {
        return over || failure != null;
    }

    private boolean isInitialised() {
        return (atSnapshot || !loops.isEmpty()) && extensions.areInitialised();
    }

    /** Whatever happens may have been the last thing that an invocation waited for. */
    private void happened(String what) {
        timeline.add(what);
        if (several || (!loops.isEmpty() && extensions.areIdle())) {
            endAnswered();
        }
        changed.signalAll();
    }

    private void endAnswered() {
        for (Invocation each : underWay.values()) {
            if (each.answered() && !each.ended) {
                each.end();
            }
        }
    }

    private boolean await(BooleanSupplier reached, long deadlineNanos) {
        lock.lock();
        try {
            long left = deadlineNanos - System.nanoTime();
            while (!reached.getAsBoolean() && left > 0) {
                left = changed.awaitNanos(left) > 0 ? deadlineNanos - System.nanoTime() : 0;
            }
            return reached.getAsBoolean();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a function", interrupted);
        } finally {
            lock.unlock();
        }
    }

    private <T> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }
}
