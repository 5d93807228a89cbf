package io.connwake.dist;

import io.connwake.agent.Isolation;
import io.connwake.weaving.Weaver;
import java.lang.instrument.Instrumentation;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Everything behind the gate, made when the first candidate class turns up: boot classes, recorder, drain. If that
 * fails, nothing is ever woven.
 */
final class Composition {
    private final Instrumentation instrumentation;
    private final Isolation isolation;
    private final Configuration configuration;
    private final Guard guard;
    private final Notices notices;
    private final AtomicLong unweavable = new AtomicLong();

    private volatile @Nullable Weaver weaver;
    private volatile @Nullable Running running;
    private boolean failed;
    private @Nullable String tracer;
    private @Nullable ClassLoader tracerLoader;

    Composition(
            Instrumentation instrumentation,
            Isolation isolation,
            Configuration configuration,
            Guard guard,
            Notices notices) {
        this.instrumentation = instrumentation;
        this.isolation = isolation;
        this.configuration = configuration;
        this.guard = guard;
        this.notices = notices;
    }

    /** Needs the boot classes, so they are defined before. */
    Weaver weaver() {
        Weaver made = weaver;
        return made == null ? make() : made;
    }

    /** Makes the rest, now that something is about to be woven; false if that failed. */
    boolean isReady() {
        return running != null || start();
    }

    void unweavable() {
        unweavable.incrementAndGet();
    }

    long unweavableClasses() {
        return unweavable.get();
    }

    /** The {@code Span} of an OpenTelemetry API is about to be loaded, or was. */
    synchronized void sawTracer(String className, @Nullable ClassLoader loader) {
        if (tracer == null) {
            tracer = className;
            tracerLoader = loader;
            Running started = running;
            if (started != null) {
                started.sawTracer(className, loader);
            }
        }
    }

    void switchOff() {
        Running started = running;
        if (started != null) {
            started.switchOff();
        }
    }

    private synchronized Weaver make() {
        Weaver made = weaver;
        if (made == null) {
            try {
                BootClasses.define(instrumentation, isolation);
            } catch (Exception | LinkageError failure) {
                failed = true;
                notices.say("could not define its boot classes (" + failure + "); nothing is traced");
            }
            made = new Weaver();
            weaver = made;
        }
        return made;
    }

    private synchronized boolean start() {
        if (failed || running != null) {
            return !failed;
        }
        try {
            Running started = Running.start(instrumentation, configuration, guard, notices, this);
            if (tracer != null) {
                started.sawTracer(tracer, tracerLoader);
            }
            running = started;
        } catch (Exception | LinkageError failure) {
            failed = true;
            notices.say("could not start (" + failure + "); nothing is traced");
        }
        return !failed;
    }
}
