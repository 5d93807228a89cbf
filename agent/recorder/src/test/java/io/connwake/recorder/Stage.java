package io.connwake.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.Scripted;
import com.acme.Shop;
import io.connwake.boot.Installation;
import io.connwake.boot.Points;
import io.connwake.boot.Sink;
import io.connwake.recorder.event.Acquired;
import io.connwake.recorder.event.Event;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A fresh recorder behind woven libraries, drained by hand; nothing may have been swallowed when it is closed. */
final class Stage implements AutoCloseable {
    static final WovenLoader LOADER = new WovenLoader();

    private static final int MOST_SHOWN = 50;
    private static final long PATIENCE_NANOS = 20_000_000_000L;
    private static final int REQUEST = 2;
    private static final int NO_LIMIT = 1_000_000;
    private static volatile Recorder recording = recorder(1_024);

    static {
        Installation.install((Sink) Proxy.newProxyInstance(
                Stage.class.getClassLoader(), new Class<?>[] {Sink.class}, (self, method, arguments) -> {
                    return toRecorder(method, arguments);
                }));
    }

    final Shop shop = LOADER.create(Shop.class, "com.acme.orders.Orders");

    private final EventSource source;
    private final List<Event> told = new ArrayList<>();
    private boolean toleratesFailures;

    private Stage(Recorder recorder) {
        this.source = recorder.events();
    }

    static Stage open() {
        return withSlots(1_024);
    }

    static Stage withSlots(int leaseSlots) {
        Recorder fresh = recorder(leaseSlots);
        recording = fresh;
        return new Stage(fresh);
    }

    /** Of an agent that was attached to a process that ran already. */
    static Stage late() {
        Recorder fresh = recorder(new RecorderSettings(1_024, RecorderSettings.Capture.ALL, ProxyMode.AUTO, true));
        recording = fresh;
        return new Stage(fresh);
    }

    /** Of an agent that looks up the lines of some acquires only. */
    static Stage adaptive() {
        Recorder fresh = recorder(new RecorderSettings(1_024, RecorderSettings.Capture.ADAPTIVE, ProxyMode.AUTO));
        recording = fresh;
        return new Stage(fresh);
    }

    /** A data source of the application's that returns what it is told to. */
    static DataSource scripted(Callable<Connection> answer) {
        DataSource source = LOADER.create(DataSource.class, "com.acme.orders.ScriptedSource");
        ((Scripted) source).script(answer);
        return source;
    }

    EventSource source() {
        return source;
    }

    /** Everything told so far. */
    List<Event> told() {
        source().drain(told::add, NO_LIMIT);
        return told;
    }

    <T extends Event> List<T> told(Class<T> kind) {
        return told().stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** As many as that, which other threads may still have to tell. */
    <T extends Event> List<T> awaitTold(Class<T> kind, int count) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        List<T> all = told(kind);
        while (all.size() < count && System.nanoTime() < end) {
            Thread.onSpinWait();
            all = told(kind);
        }
        assertThat(all).hasSize(count);
        return all;
    }

    /** The leases of pools: connections that a pool's own thread opened are provisional leases until they are lent. */
    List<Acquired> lent() {
        return told(Acquired.class).stream().filter(each -> each.poolId() != 0).toList();
    }

    <T extends Event> T only(Class<T> kind) {
        List<T> all = told(kind);
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    /** What one sweep tells, in which every open lease is looked at. */
    <T extends Event> List<T> swept(Class<T> kind) {
        return sweptAt(System.nanoTime(), kind);
    }

    <T extends Event> List<T> sweptAt(long nowNanos, Class<T> kind) {
        told();
        List<Event> seen = new ArrayList<>();
        source().sweep(nowNanos, (lease, lastUsed) -> true, seen::add);
        told.addAll(seen);
        return seen.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** Sweeps until such an event is told. */
    <T extends Event> T awaitSwept(Class<T> kind, Predicate<T> wanted) {
        return awaitSwept(kind, wanted, () -> {});
    }

    <T extends Event> T awaitSwept(Class<T> kind, Predicate<T> wanted, Runnable before) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (System.nanoTime() < end) {
            before.run();
            for (T each : swept(kind)) {
                if (wanted.test(each)) {
                    return each;
                }
            }
            Thread.onSpinWait();
        }
        throw new AssertionError("no such " + kind.getSimpleName() + " among " + told.size() + " that begin with "
                + told.subList(0, Math.min(told.size(), MOST_SHOWN)));
    }

    /** This thread goes into a request, which is its unit of work. */
    void beginRequest() {
        recording.reaching(REQUEST, Points.SERVE, this, this);
    }

    void endRequest() {
        recording.reached(REQUEST, null);
    }

    /** This test is about failures of ours. */
    void tolerateFailures() {
        toleratesFailures = true;
    }

    /** A hook of ours fails. */
    void failHook() {
        tolerateFailures();
        recording.swallowed(new IllegalStateException("for a test"));
    }

    /** The agent switches itself off. */
    void giveUp() {
        recording.giveUp();
    }

    /** The process ends while its threads go on. */
    void hearEndsOnly() {
        recording.hearEndsOnly();
    }

    /** An acquire begins, and the hook at its end fails. */
    void losesEndOfAcquire(DataSource pool) {
        recording.acquiring(1, pool);
        failHook();
    }

    @Override
    public void close() {
        if (!toleratesFailures) {
            assertThat(source().tally().errors()).as("swallowed failures").isZero();
        }
    }

    private static Recorder recorder(int leaseSlots) {
        return recorder(leaseSlots, ProxyMode.AUTO);
    }

    private static Recorder recorder(int leaseSlots, ProxyMode proxies) {
        return recorder(new RecorderSettings(leaseSlots, RecorderSettings.Capture.ALL, proxies));
    }

    private static Recorder recorder(RecorderSettings settings) {
        return new Recorder(settings, type -> {}, (point, units) -> new Beginning(units));
    }

    private static @Nullable Object toRecorder(Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(recording, arguments);
        } catch (InvocationTargetException failure) {
            throw failure.getCause();
        }
    }
}
