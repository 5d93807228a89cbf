package io.connwake.lambda;

import io.connwake.pipeline.origin.Guard;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends telemetry off without delaying a response: on the thread of the internal extension, or, where there is none, on
 * the runtime's between a response and the next event. No wait outlives the invocation's deadline.
 */
public final class LambdaFlush implements EnvironmentListener {
    private static final long MILLI = 1_000_000L;
    /** Measured in starts on two busy cores: 49 to 215 ms. Who is not registered by then is not told of its end. */
    private static final long REGISTER_NANOS = 250 * MILLI;

    private static final long CATCH_UP_NANOS = 20 * MILLI;
    private static final long FIRST_NANOS = 3_000 * MILLI;
    /** Each new attempt at the same init pays it once more. */
    private static final long GIVING_UP_NANOS = 1_000 * MILLI;

    private static final long ALWAYS_NANOS = 2_000 * MILLI;
    private static final long EXTENSION_NANOS = 500 * MILLI;
    private static final long LOOPBACK_NANOS = 50 * MILLI;
    private static final long MARGIN_MILLIS = 100;
    private static final long LONGEST_INVOCATION_MILLIS = TimeUnit.MINUTES.toMillis(16);
    private static final long UNKNOWN_MILLIS = 5_000;

    private final Environment environment;
    private final CarriedOver carried;
    private final Drainage drain;
    private final Guard guard;
    private final Consumer<@Nullable String> renewal;
    private final LongSupplier epochMillis;
    private final FlushPolicy policy;
    private final Pairing pairing;
    private volatile @Nullable Extension extension;
    private volatile long deadlineEpochMillis;
    private volatile boolean caughtUp = true;
    private boolean periodic;

    /**
     * What is known of the environment before anything happens in it.
     *
     * @param api where the Extensions API is, host and port
     */
    public record Environment(String api, FlushMode mode) {
        /**
         * Chooses the mode.
         *
         * @param asked the setting {@code connwake.lambda.flush}
         * @param initType empty if the environment does not say
         * @param collectorBeside whether a collector runs as an extension of this environment
         */
        public static Environment of(String api, String asked, String initType, boolean collectorBeside) {
            return new Environment(api, FlushMode.of(asked, initType, collectorBeside));
        }
    }

    /**
     * Flushes by the drain what is carried over.
     *
     * @param renewal the process goes on as another one, with null, or belongs to an account, with its id
     */
    public LambdaFlush(
            Environment environment,
            CarriedOver carried,
            Drainage drain,
            Guard guard,
            Consumer<@Nullable String> renewal) {
        this(environment, carried, drain, guard, renewal, new WallMillis());
    }

    LambdaFlush(
            Environment environment,
            CarriedOver carried,
            Drainage drain,
            Guard guard,
            Consumer<@Nullable String> renewal,
            LongSupplier epochMillis) {
        this.environment = environment;
        this.carried = carried;
        this.drain = drain;
        this.guard = guard;
        this.renewal = renewal;
        this.epochMillis = epochMillis;
        this.policy = new FlushPolicy(environment.mode().isEachTime());
        this.pairing = new Pairing(epochMillis);
    }

    /** Gets ready to register as an extension, beside the start of the function. */
    public void prepare() {
        if (environment.mode() != FlushMode.LOOPBACK) {
            Extension made = new Extension(
                    new ExtensionClient(environment.api()), environment.mode().events(), new Told(), guard);
            extension = made;
            made.prepare();
        }
    }

    @Override
    public void pausing(boolean first) {
        carried.isLed();
        pairing.asksAgain();
        Extension prepared = extension;
        if (first && prepared != null) {
            register(prepared);
        }
    }

    @Override
    public void began(String requestId, long deadlineEpochMillis) {
        carried.isLed();
        this.deadlineEpochMillis = deadlineEpochMillis;
        pairing.began(requestId);
        if (environment.mode() == FlushMode.PERIODIC) {
            startPeriod();
        }
    }

    /** Where no extension is told of the invocation, this thread flushes: nobody waits for it any more. */
    @Override
    public void responded(String requestId, boolean failed) {
        pairing.over(requestId);
        if (environment.mode() != FlushMode.PERIODIC && !isAttached()) {
            guard.run("flush", new AfterResponse());
        }
    }

    /** No extension can be registered by then, so the process would be told nothing of its end. */
    @Override
    public void givingUp() {
        guard.run("flush", new AtOnce(GIVING_UP_NANOS));
    }

    /** What one process did is told by it alone, not by each of the copies that are restored from it. */
    @Override
    public void snapshotting() {
        guard.run("flush", new AtOnce(FIRST_NANOS));
    }

    /** Nothing of ours keeps a socket to a collector between two exports, so there is none to drop. */
    @Override
    public void restored() {
        renewal.accept(null);
        carried.renew();
        policy.renew();
    }

    /** Nothing is recorded any more, so no invocation's end is heard of; whoever waits for one goes on. */
    public void switchedOff() {
        pairing.close();
    }

    /** An extension is told of invocations; without one the process is told nothing of its end either. */
    private boolean isAttached() {
        Extension told = extension;
        return told != null && told.isAttached();
    }

    private static void register(Extension prepared) {
        try {
            prepared.register(REGISTER_NANOS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    private void afterResponse(long untilEpochMillis) throws InterruptedException {
        long left = TimeUnit.MILLISECONDS.toNanos(untilEpochMillis - epochMillis.getAsLong());
        if (left <= 0) {
            return;
        }
        boolean untold = !isAttached();
        if (!policy.isDue(epochMillis.getAsLong(), false, untold)) {
            caughtUp = drain.catchUp(Math.min(left, caughtUp ? CATCH_UP_NANOS : MILLI));
        }
        long now = epochMillis.getAsLong();
        left = TimeUnit.MILLISECONDS.toNanos(untilEpochMillis - now);
        if (left > 0 && policy.isDue(now, carried.isUrgent(), untold)) {
            flush(Math.min(left, budgetNanos()));
        }
    }

    private void flush(long timeoutNanos) throws InterruptedException {
        boolean inTime = drain.flush(timeoutNanos);
        policy.flushed(epochMillis.getAsLong(), inTime && carried.hasArrived());
    }

    private long budgetNanos() {
        if (!carried.isUp()) {
            return FIRST_NANOS;
        }
        return switch (environment.mode()) {
            case ALWAYS -> ALWAYS_NANOS;
            case LOOPBACK -> LOOPBACK_NANOS;
            default -> EXTENSION_NANOS;
        };
    }

    /** When our part must be over; by what the API says, else what the runtime heard, else soon. */
    private long endOf(long toldEpochMillis) {
        long now = epochMillis.getAsLong();
        long heard = deadlineEpochMillis;
        long deadline = isSensible(toldEpochMillis, now) ? toldEpochMillis : heard;
        return (isSensible(deadline, now) ? deadline : now + UNKNOWN_MILLIS) - MARGIN_MILLIS;
    }

    private static boolean isSensible(long deadline, long now) {
        return deadline > now && deadline - now <= LONGEST_INVOCATION_MILLIS;
    }

    private synchronized void startPeriod() {
        if (!periodic) {
            periodic = true;
            new Period(drain, guard).start();
        }
    }

    /** What Lambda tells the extension. */
    private final class Told implements Extension.Listener {
        @Override
        public void registered(ExtensionClient.Registered by) {
            String account = by.accountId();
            if (account != null) {
                renewal.accept(account);
            }
        }

        @Override
        public void invoked(ExtensionClient.Happening invocation) throws InterruptedException {
            long until = endOf(invocation.deadlineEpochMillis());
            if (pairing.awaitsEnd(invocation.requestId(), until)) {
                afterResponse(until);
            }
        }
    }

    private final class AtOnce implements Runnable {
        private final long timeoutNanos;

        AtOnce(long timeoutNanos) {
            this.timeoutNanos = timeoutNanos;
        }

        @Override
        public void run() {
            try {
                flush(timeoutNanos);
            } catch (InterruptedException hurried) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private final class AfterResponse implements Runnable {
        @Override
        public void run() {
            try {
                afterResponse(endOf(deadlineEpochMillis));
            } catch (InterruptedException hurried) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static final class WallMillis implements LongSupplier {
        @Override
        public long getAsLong() {
            return System.currentTimeMillis();
        }
    }
}
