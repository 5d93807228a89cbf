package io.connwake.otlp;

import io.connwake.otlp.http.Origin;
import io.connwake.otlp.http.Peer;
import io.connwake.otlp.http.SocketSenders;
import io.connwake.pipeline.model.Finding;
import io.connwake.pipeline.model.Metric;
import io.connwake.pipeline.model.Output;
import io.connwake.pipeline.model.Resource;
import io.connwake.pipeline.model.Span;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import java.net.ConnectException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Exports over OTLP through the SDK, which is started with the first lease and, at the default endpoint, once somebody
 * listens there; what comes before is lost and counted.
 */
public final class OtlpOutput implements Output {
    private static final long SHUTDOWN_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final OtlpSettings settings;
    private final Supplier<Resource> resource;
    private final Consumer<String> notices;
    private final LongSupplier nanoClock;
    private final boolean keeps;
    private final @Nullable Peer expected;
    private final Peer sought;
    private @Nullable SocketSenders senders;
    private @Nullable RunningSdk running;
    private @Nullable LatestMetrics latest;
    private boolean wanted;
    private boolean lostSome;
    private boolean broken;
    private long failedProbes;
    private long droppedBefore;

    OtlpOutput(OtlpSettings settings, Supplier<Resource> resource, Consumer<String> notices, LongSupplier nanoClock) {
        this(settings, resource, notices, nanoClock, false);
    }

    private OtlpOutput(
            OtlpSettings settings,
            Supplier<Resource> resource,
            Consumer<String> notices,
            LongSupplier nanoClock,
            boolean keeps) {
        this.keeps = keeps;
        this.settings = settings;
        this.resource = resource;
        this.notices = notices;
        this.nanoClock = nanoClock;
        Origin origin = settings.expected();
        this.expected = origin == null ? null : new Peer(origin, quiet -> {}, nanoClock);
        this.sought = expected == null ? new Peer(settings.target(), notices, nanoClock) : expected;
    }

    /**
     * Reads the settings, and says what is wrong with them; starts nothing.
     *
     * @param lookup a value by the name of its system property, {@link #ofProcess} but in tests
     * @param resource what the process is, asked for whenever the SDK is started
     */
    public static OtlpOutput create(
            UnaryOperator<@Nullable String> lookup, Supplier<Resource> resource, Consumer<String> notices) {
        return create(lookup, resource, notices, System::nanoTime, false);
    }

    /**
     * For a process whose exports are its flushes alone: what one of them can't get rid of is left for the next.
     *
     * @param nanoClock by which an endpoint that does not answer is left alone: one that goes on over freezes, if need be
     */
    public static OtlpOutput create(
            UnaryOperator<@Nullable String> lookup,
            Supplier<Resource> resource,
            Consumer<String> notices,
            LongSupplier nanoClock) {
        return create(lookup, resource, notices, nanoClock, true);
    }

    private static OtlpOutput create(
            UnaryOperator<@Nullable String> lookup,
            Supplier<Resource> resource,
            Consumer<String> notices,
            LongSupplier nanoClock,
            boolean keeps) {
        OtlpSettings settings = SettingsReader.read(lookup);
        settings.notices().forEach(notices);
        return new OtlpOutput(settings, resource, notices, nanoClock, keeps);
    }

    /** A setting of this process: system property, else environment variable. */
    public static @Nullable String ofProcess(String name) {
        return Exporters.setting(name);
    }

    /** Nothing is to be exported: every exporter is {@code none}, or the SDK is disabled. */
    public boolean isOff() {
        return settings.off();
    }

    @Override
    public void started() {
        wanted = !settings.off();
        start();
    }

    /** Somebody listens, and the SDK runs, or is started for it. Where nothing is to be exported it takes anything. */
    @Override
    public boolean isReady(boolean start) {
        if (settings.off()) {
            return true;
        }
        if (!start) {
            sought.isNeededNow();
            if (senders != null) {
                senders.areNeededNow();
            }
        }
        if (broken || (running == null && !start) || !isReachable()) {
            return false;
        }
        wanted = true;
        return start() != null;
    }

    @Override
    public void span(Span span) {
        RunningSdk sdk = start();
        if (sdk != null) {
            sdk.span(span);
        }
    }

    @Override
    public void finding(Finding finding) {
        RunningSdk sdk = start();
        if (sdk != null) {
            sdk.finding(finding);
        }
    }

    @Override
    public void metrics(List<Metric> metrics) {
        RunningSdk sdk = start();
        if (sdk != null) {
            sdk.push(metrics);
        }
    }

    @Override
    public long metricsIntervalNanos() {
        return settings.metricsIntervalNanos();
    }

    @Override
    public void flush(long timeoutNanos) {
        if (running != null) {
            running.flush(timeoutNanos);
        }
    }

    /** The SDK is started anew when it is needed, for it can't change its resource. */
    @Override
    public void renew(List<Metric> told) {
        droppedBefore = dropped() + pending();
        if (senders != null) {
            senders.cut(); // or it would export at its end what it holds
        }
        if (running != null) {
            running.shutdown(SHUTDOWN_NANOS);
            running = null;
        }
        if (!settings.off()) {
            latest().forgo(told);
        }
    }

    /** Takes at most 0.2 s: what {@link #flush} did not get rid of is lost. */
    @Override
    public void close() {
        wanted = false;
        if (senders != null) {
            senders.close();
        }
        if (running != null) {
            running.shutdown(SHUTDOWN_NANOS);
            running = null;
        }
    }

    @Override
    public int pending() {
        Backlog backlog = running == null ? null : running.backlog();
        return backlog == null ? 0 : backlog.size();
    }

    @Override
    public long dropped() {
        Backlog backlog = running == null ? null : running.backlog();
        return droppedBefore + (backlog == null ? 0 : backlog.dropped());
    }

    /** Where nobody listens each try is one, however much would have gone with it. */
    @Override
    public long failures() {
        long untried = failedProbes == 0 && lostSome ? 1 : 0;
        return (senders == null ? 0 : senders.failures()) + failedProbes + untried;
    }

    private @Nullable RunningSdk start() {
        if (running != null || !wanted) {
            return running;
        }
        lostSome = true;
        if (expected != null && !answers(expected)) {
            return null;
        }
        lostSome = false;
        try {
            running = SdkStart.start(settings, resource.get(), senders(), latest(), keeps ? new Backlog() : null);
        } catch (ExecutionException failure) {
            giveUp(failure.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            wanted = false;
        }
        return running;
    }

    /** Outlives the SDK, for it knows what was sent. */
    private LatestMetrics latest() {
        LatestMetrics made = latest;
        if (made == null) {
            made = new LatestMetrics(SdkStart.SCOPE);
            latest = made;
        }
        return made;
    }

    /** Made late, for it belongs to the SDK: where nothing is exported no class of that is loaded. */
    private SocketSenders senders() {
        SocketSenders made = senders;
        if (made == null) {
            made = new SocketSenders(expected == null ? notices : quiet -> {}, nanoClock);
            senders = made;
        }
        return made;
    }

    /** What a proxy leads to is not asked, only tried. */
    private boolean isReachable() {
        if (senders != null && !senders.areWorthATry()) {
            return false;
        }
        if (!Probe.isDirect(sought.origin()) || answers(sought)) {
            return true;
        }
        sought.unreachable(new ConnectException("nobody listens"));
        return false;
    }

    private boolean answers(Peer peer) {
        if (!peer.isWorthATry()) {
            return false;
        }
        if (Probe.answers(peer.origin())) {
            peer.answered();
            return true;
        }
        failedProbes++;
        peer.gaveUp();
        return false;
    }

    /** The SDK names the setting in its message. */
    private void giveUp(@Nullable Throwable cause) {
        wanted = false;
        broken = true;
        lostSome = true;
        if (cause instanceof ConfigurationException bad) {
            notices.accept("nothing is exported over OTLP: " + bad.getMessage());
        } else if (cause instanceof RuntimeException bug) {
            throw bug;
        } else if (cause instanceof Error bug) {
            throw bug;
        }
    }
}
