package io.connwake.recorder;

import io.connwake.recorder.event.CodeLine;
import io.connwake.recorder.event.Site;
import java.lang.StackWalker.StackFrame;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where in the code: captures the application's frames of the calling thread, without keeping a class or a frame. A
 * capture costs 2–10 µs where little else is done, and 50–100 µs on a thread that wakes up for it, so {@link #isDue} lets a
 * pool have one for every 3 to 40 ms of its life, by what they cost and how many leases there are: of a few each has its own
 * whatever that costs. Some come in a row.
 */
final class Sites {
    static final long SPACING_NANOS = 3_000_000;
    private static final long WIDEST_SPACING_NANOS = 40_000_000;
    /** Of the time between two captures so much may be spent on one. */
    private static final int SHARE = 400;

    /** Of more leases a second than this one has a site only now and then, whatever is spent; up to so much less is. */
    private static final long MANY_PER_SECOND = 1_000;

    private static final long SPAREST = 4;
    /** At the highest price, a hundredth of a core. */
    private static final long FEW_PER_SECOND = 100;

    private static final long SECOND = 1_000_000_000L;

    private static final int SHARE_OF_A_LEAK = 10;
    private static final int SMOOTHING = 8;
    /** So many in a row are paid for by the pauses between: a pool that is rarely used has all of its sites. */
    private static final int BURST = 64;

    private static final int MOST_INTERNED = 10_000;

    /** Newer JDKs name a frame's descriptor only to a walker that may see classes. */
    static final StackWalker DESCRIBING = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    private final RecorderSettings.Capture mode;
    final PassingMethods passing = new PassingMethods();
    final LikelySites likely = new LikelySites();
    private final ConcurrentHashMap<Site, Site> interned = new ConcurrentHashMap<>();
    /** Set by the drain; a thread may see it late. */
    private long sparing = 1;

    private boolean areFew;

    Sites(RecorderSettings.Capture mode) {
        this.mode = mode;
    }

    boolean isDue(@Nullable PoolRecord pool, long nowNanos) {
        if (mode != RecorderSettings.Capture.ADAPTIVE || pool == null) {
            return mode != RecorderSettings.Capture.OFF;
        }
        boolean isWorthMore = pool.leaked || pool.isStuck(nowNanos);
        long spacing = isWorthMore ? pool.sitesSpacingNanos / SHARE_OF_A_LEAK : pool.sitesSpacingNanos;
        long paid = pool.sitesPaidNanos;
        if (paid == 0 || paid - nowNanos < 0) {
            paid = nowNanos;
        }
        if (paid - nowNanos > (BURST - 1) * spacing) {
            likely.want();
            return false;
        }
        pool.sitesPaidNanos = paid + spacing;
        return true;
    }

    /** The same at an acquire, and what that costs is heard for the next. */
    @Nullable
    Site capture(@Nullable PoolRecord pool, long nowNanos) {
        Site found = capture();
        if (pool != null) {
            took(pool, Clock.nanos() - nowNanos);
        }
        return found;
    }

    void took(PoolRecord pool, long nanos) {
        long byCost = Math.min(WIDEST_SPACING_NANOS, Math.max(SPACING_NANOS, nanos * SHARE) * sparing);
        long spacing = areFew ? SPACING_NANOS : byCost;
        pool.sitesSpacingNanos += (spacing - pool.sitesSpacingNanos) / SMOOTHING;
    }

    /** So many leases were heard of in such a time. */
    void heard(long leases, long nanos) {
        long perSecond = leases * SECOND / Math.max(1, nanos);
        areFew = perSecond <= FEW_PER_SECOND;
        sparing = Math.max(1, Math.min(SPAREST, perSecond / MANY_PER_SECOND));
    }

    /** The application's innermost frames, down to the method that owns the connection; null if there are none. */
    @Nullable
    Site capture() {
        if (mode == RecorderSettings.Capture.OFF) {
            return null;
        }
        Site found = DESCRIBING.walk(new ApplicationFrames(passing));
        if (found == null) {
            return null;
        }
        Site earlier = interned.get(found);
        if (earlier != null) {
            return earlier;
        }
        if (interned.size() < MOST_INTERNED) {
            interned.put(found, found);
        }
        return found;
    }

    /**
     * The code that called the outermost of the hooked calls under way: the application's, or a pool's that fills
     * itself.
     *
     * @param called the object whose {@code getConnection} or {@code connect} is outermost
     */
    @Nullable
    CodeLine opener(Object called) {
        Class<?> type = called instanceof Class<?> itself ? itself : called.getClass();
        return StackWalker.getInstance().walk(new CallerOf(type));
    }

    /** Whether a library itself called the {@code getConnection} under way, for its own ends. */
    boolean isCalledBy(Libraries library) {
        return StackWalker.getInstance().walk(new CallerIs(library));
    }

    /** How many calls of a connection's {@code close} this thread is in. */
    static int closesUnderWay() {
        return DESCRIBING.walk(new Closes());
    }

    /** Whether a class is neither the JDK's nor of a framework or a library that hands connections on, nor ours. */
    static boolean isApplication(String className) {
        return !isJdkOrOurs(className) && !Libraries.passesConnectionsOn(className) && !Frameworks.has(className);
    }

    /** A method of a class that a container generated is the one of the application's class that it stands before. */
    static CodeLine line(StackTraceElement element) {
        int line = Math.max(0, element.getLineNumber());
        String generated = line > 0 ? null : GeneratedClasses.original(element.getClassName());
        return generated == null
                ? new CodeLine(element.getClassName(), element.getMethodName(), element.getFileName(), line)
                : new CodeLine(generated, element.getMethodName(), null, 0);
    }

    static boolean isJdkOrOurs(String className) {
        return className.startsWith("java.")
                || className.startsWith("javax.")
                || className.startsWith("jdk.")
                || className.startsWith("sun.")
                || className.startsWith("io.connwake.recorder.")
                || className.startsWith("io.connwake.boot.")
                || isProxy(className);
    }

    /** The JDK puts the proxy of an interface that is not public into that interface's package. */
    private static boolean isProxy(String className) {
        int simple = className.lastIndexOf('.') + 1;
        return className.startsWith("$Proxy", simple) && className.length() > simple + 6;
    }

    private static final class Closes implements Function<Stream<StackFrame>, Integer> {
        @Override
        public Integer apply(Stream<StackFrame> stack) {
            int closes = 0;
            Iterator<StackFrame> each = stack.iterator();
            while (each.hasNext()) {
                StackFrame frame = each.next();
                boolean isClose = frame.getMethodName().equals("close");
                closes += isClose && Connection.class.isAssignableFrom(frame.getDeclaringClass()) ? 1 : 0;
            }
            return closes;
        }
    }

    private static final class CallerIs implements Function<Stream<StackFrame>, Boolean> {
        private final Libraries library;

        CallerIs(Libraries library) {
            this.library = library;
        }

        @Override
        public Boolean apply(Stream<StackFrame> stack) {
            Iterator<StackFrame> each = stack.iterator();
            while (each.hasNext()) {
                StackFrame frame = each.next();
                if (!isJdkOrOurs(frame.getClassName()) && !frame.getMethodName().equals("getConnection")) {
                    return Libraries.of(frame.getClassName()) == library;
                }
            }
            return false;
        }
    }

    private static final class CallerOf implements Function<Stream<StackFrame>, @Nullable CodeLine> {
        private final List<String> called = new ArrayList<>();

        CallerOf(Class<?> type) {
            for (Class<?> each = type; each != null; each = each.getSuperclass()) {
                called.add(each.getName());
            }
        }

        @Override
        public @Nullable CodeLine apply(Stream<StackFrame> stack) {
            CodeLine caller = null;
            Iterator<StackFrame> each = stack.iterator();
            while (each.hasNext()) {
                StackFrame frame = each.next();
                if (called.contains(frame.getClassName())) {
                    caller = null;
                } else if (caller == null && !isJdkOrOurs(frame.getClassName())) {
                    caller = line(frame.toStackTraceElement());
                }
            }
            return caller;
        }
    }
}
