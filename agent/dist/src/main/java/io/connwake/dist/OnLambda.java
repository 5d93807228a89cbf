package io.connwake.dist;

import io.connwake.lambda.CarriedOver;
import io.connwake.lambda.Drainage;
import io.connwake.lambda.EnvironmentListener;
import io.connwake.lambda.LambdaFlush;
import io.connwake.otlp.Exporters;
import io.connwake.pipeline.DrainThread;
import io.connwake.pipeline.model.Output;
import io.connwake.pipeline.origin.SpanIds;
import java.io.File;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is different where AWS Lambda runs the process and there is telemetry: it goes out by flushes alone. Made there only. */
final class OnLambda implements Supplier<Output>, Consumer<@Nullable String>, LongSupplier, Drainage {
    /** Told to end, a process without external extensions has 500 ms at most; the JVM takes 300 of them for itself. */
    static final long ENDING_NANOS = 120_000_000L;

    private static final String EXTENSIONS = "/opt/extensions";

    private final Notices notices;
    private final CarriedOver carried;
    private final LambdaFlush flush;
    private volatile @Nullable DrainThread drain;
    private @Nullable Supplier<Output> otlp;
    private Outputs.@Nullable ThisProcess process;
    private @Nullable SpanIds ids;
    private @Nullable String belongsTo;

    /** @param api where the Extensions API is */
    OnLambda(String api, Configuration configuration, Guard guard, Notices notices) {
        LambdaFlush.Environment environment = LambdaFlush.Environment.of(
                api,
                configuration.text(Setting.LAMBDA_FLUSH),
                text(System.getenv("AWS_LAMBDA_INITIALIZATION_TYPE")),
                isCollectorBeside());
        this.notices = notices;
        this.carried = new CarriedOver(this, this);
        this.flush = new LambdaFlush(environment, carried, this, guard, this);
    }

    void drainedBy(DrainThread thread) {
        drain = thread;
        flush.prepare();
    }

    EnvironmentListener listener() {
        return flush;
    }

    /** What the drain hands to in the place of the output. */
    synchronized Output carries(
            Supplier<Output> output, @Nullable PoolMetrics choice, Outputs.ThisProcess as, SpanIds by) {
        carried.chooses(choice);
        otlp = output;
        process = as;
        if (belongsTo != null) {
            as.belongsTo(belongsTo);
        }
        ids = by;
        return carried;
    }

    /** Nothing is recorded any more. */
    void switchedOff() {
        flush.switchedOff();
    }

    /** No more than what is there can be used from now on. */
    void ends() {
        carried.ends();
    }

    /**
     * Says what was lost, for nobody else can.
     *
     * @param heard whether all that was recorded has been heard of
     */
    void ended(boolean heard) {
        int lost = carried.held();
        String counts = carried.hasCountsLeft() ? "what was counted since the last export" : "";
        if (lost > 0) {
            notices.say(lost + " spans and findings were lost" + (counts.isEmpty() ? "" : ", and " + counts)
                    + ": the environment ended before they could be exported");
        } else if (!counts.isEmpty()) {
            notices.say(counts + " was lost: the environment ended before it could be exported");
        } else if (!heard) {
            notices.say("what was recorded was lost in part: the environment ended before it could be looked at");
        }
    }

    /** Makes the output behind, at the first flush. */
    @Override
    public synchronized Output get() {
        Supplier<Output> maker = otlp;
        if (maker == null) {
            throw new IllegalStateException("a flush before there is an output");
        }
        return maker.get();
    }

    /** The process goes on as one of several copies of itself, with null; else the account that it belongs to. */
    @Override
    public synchronized void accept(@Nullable String account) {
        Outputs.ThisProcess described = process;
        if (account != null) {
            belongsTo = account; // it may be described later
        }
        if (described == null) {
            return;
        }
        if (account != null) {
            described.belongsTo(account);
            return;
        }
        UUID fresh = UUID.randomUUID();
        described.becomes(fresh.toString().replace("-", ""));
        if (ids != null) {
            ids.reseed(fresh.getMostSignificantBits() ^ fresh.getLeastSignificantBits());
        }
    }

    /** Nanoseconds that go on while the environment is frozen. */
    @Override
    public long getAsLong() {
        return System.currentTimeMillis() * 1_000_000L;
    }

    @Override
    public boolean catchUp(long timeoutNanos) throws InterruptedException {
        DrainThread thread = drain;
        return thread != null && thread.catchUp(timeoutNanos);
    }

    @Override
    public boolean flush(long timeoutNanos) throws InterruptedException {
        DrainThread thread = drain;
        return thread != null && thread.flush(timeoutNanos);
    }

    /** Every file there is started as an extension. */
    private static boolean isCollectorBeside() {
        String[] files = Exporters.areLocal() ? new File(EXTENSIONS).list() : null;
        return files != null && files.length > 0;
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
