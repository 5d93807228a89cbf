package io.connwake.dist;

import io.connwake.agent.Isolation;
import io.connwake.pipeline.Taps;
import io.connwake.pipeline.metrics.Counts;
import io.connwake.weaving.InvocationMethods;
import io.connwake.weaving.Origin;
import io.connwake.weaving.Weaver;
import java.lang.instrument.Instrumentation;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything behind the gate, made when the first candidate class turns up: configuration, then boot classes and weaver,
 * then recorder, and on its own thread the drain. If one of them can't be made, no more classes are woven.
 */
final class Composition implements Runnable, Taps {
    private static final String CARRIER = "io.connwake.boot.Carrier";

    private final Instrumentation instrumentation;
    private final Gate gate;
    private final Notices notices;
    private final Guard guard;
    private final Configuration configuration;
    private final InvocationMethods invocations;

    private volatile @Nullable Weaver weaver;
    private volatile @Nullable Running running;
    private @Nullable Unmatched unmatched;
    private boolean broken;
    private @Nullable String tracer;
    private @Nullable ClassLoader tracerLoader;

    Composition(Instrumentation instrumentation, @Nullable String arguments, Gate gate) {
        this.instrumentation = instrumentation;
        this.gate = gate;
        notices = new Notices();
        guard = new Guard(notices, this);
        configuration = Configuration.read(arguments, Configuration.Environment.ofProcess(), notices);
        notices.debugging(configuration.flag(Setting.DEBUG));
        invocations = invocations(isEnabled() ? configuration.text(Setting.INVOCATIONS) : "", notices);
        if (!isEnabled()) {
            gate.close();
        }
    }

    /** What went wrong with outputs, as it was said on stderr. */
    List<String> saidOfOutputs() {
        return notices.ofOutputs();
    }

    /** The application's own entry points. */
    InvocationMethods invocations() {
        return invocations;
    }

    private static InvocationMethods invocations(String text, Notices notices) {
        if (text.isEmpty()) {
            return InvocationMethods.NONE;
        }
        InvocationMethods named = InvocationMethods.parse(text);
        for (String each : named.unreadable()) {
            notices.say("connwake.invocations: '" + each + "' is no method such as com.acme.Job#run; it is left out");
        }
        return named;
    }

    boolean isEnabled() {
        return configuration.flag(Setting.ENABLED);
    }

    boolean wants(Origin origin, byte[] classFile) {
        try {
            return isEnabled() && weaver().wants(origin, classFile);
        } catch (Throwable unreadable) {
            return false;
        }
    }

    /** The woven class, or null to leave it alone. */
    byte @Nullable [] weave(Origin origin, String name, byte[] classFile, boolean reshape) {
        if (!isEnabled()) {
            return null;
        }
        try {
            byte[] woven = weaver().weave(origin, classFile, reshape);
            if (invocations.areIn(name)) {
                misses(invocations.missingIn(name));
            }
            return woven != null && isRunning() ? woven : null;
        } catch (Throwable failure) {
            taps().add(Unmatched.UNWEAVABLE);
            guard.swallow("weaving " + name + " (it is left alone)", failure);
            return null;
        }
    }

    /** Whether a loaded class was given a slot; its new version must have it too, or the JVM refuses it. */
    boolean carries(Class<?> loaded) {
        for (Class<?> each : loaded.getInterfaces()) {
            if (each.getName().equals(CARRIER)) {
                return true;
            }
        }
        return false;
    }

    /** Whether connections can be heard of in a class. One that can't be read is told where it is woven. */
    boolean connects(Origin origin, byte[] classFile) {
        try {
            return !isEnabled() || weaver().connects(origin, classFile);
        } catch (Throwable unreadable) {
            return true;
        }
    }

    /** In this class of a known library nothing can be hooked. */
    void misses(String library, String className) {
        if (isEnabled() && taps().add(library)) {
            notices.say(library + " is here, but there is nothing to hook in " + className.replace('/', '.')
                    + ": a version that is not known; its connections are not traced");
        }
    }

    private void misses(List<String> entries) {
        for (String each : entries) {
            taps().add(Unmatched.INVOCATION);
            notices.say("connwake.invocations: '" + each
                    + "' matches nothing: that class implements no such method itself;" + " name the one that does");
        }
    }

    /** The process ends: what was named and never turned up, which is no fault where several programs share a setting. */
    private void ends() {
        for (String each : invocations.neverMet()) {
            taps().add(Unmatched.INVOCATION);
            notices.debug("connwake.invocations: '" + each + "' matched nothing: no such class was loaded");
        }
    }

    @Override
    public Counts unmatched() {
        return taps().counts();
    }

    /** The {@code Span} of an OpenTelemetry API is about to be loaded, or was. */
    synchronized void sawTracer(String className, @Nullable ClassLoader loader) {
        Running started = running;
        if (started != null) {
            started.sawTracer(className, loader);
        } else if (tracer == null) {
            tracer = className;
            tracerLoader = loader;
        }
    }

    Configuration configuration() {
        return configuration;
    }

    /** Null as long as there is nothing to trace. */
    @Nullable
    Running running() {
        return running;
    }

    /** Switches everything off for good. */
    @Override
    public void run() {
        gate.close();
        Running started = running;
        if (started != null) {
            started.switchOff();
        }
    }

    /** Made late: the drain asks, or something is amiss. */
    private synchronized Unmatched taps() {
        Unmatched made = unmatched;
        if (made == null) {
            made = new Unmatched();
            unmatched = made;
        }
        return made;
    }

    private Weaver weaver() throws Exception {
        Weaver made = weaver;
        return made == null ? makeWeaver() : made;
    }

    private synchronized Weaver makeWeaver() throws Exception {
        Weaver made = weaver;
        if (made == null) {
            BootClasses.define(instrumentation, (Isolation) Composition.class.getClassLoader());
            made = new Weaver(invocations);
            weaver = made;
        }
        return made;
    }

    private boolean isRunning() {
        return running != null || start();
    }

    /**
     * Our threads would else keep the protection domains of whoever is on this stack, and with them the class loader of
     * an application that is dropped one day.
     */
    @SuppressWarnings("removal")
    private Running detached() {
        PrivilegedAction<Running> start = new PrivilegedAction<>() {
            @Override
            public Running run() {
                Composition all = Composition.this;
                return Running.start(instrumentation, configuration, guard, notices, all, all, new Ends());
            }
        };
        return AccessController.doPrivileged(start);
    }

    private final class Ends implements Runnable {
        @Override
        public void run() {
            ends();
        }
    }

    private synchronized boolean start() {
        if (broken || running != null) {
            return !broken;
        }
        try {
            Running started = detached();
            if (tracer != null) {
                started.sawTracer(tracer, tracerLoader);
                tracerLoader = null;
            }
            running = started;
        } catch (Exception | LinkageError failure) {
            broken = true;
            gate.close();
            notices.say("could not start (" + failure + "); nothing is traced");
        }
        return !broken;
    }
}
