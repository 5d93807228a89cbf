package io.connwake.recorder;

import io.connwake.boot.Points;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** Leads from the points that are reached to their boundaries, which are made on the way, like what they all need. */
final class Boundaries {
    private final Threads threads;
    private final Invocations invocations;
    private final Lanes lanes;
    private final AtomicLong failures;
    private final Boundary.Maker maker;
    private final AtomicReferenceArray<Boundary> made = new AtomicReferenceArray<>(Points.COUNT);

    private @Nullable Units units;

    Boundaries(Threads threads, Invocations invocations, Lanes lanes, AtomicLong failures, Boundary.Maker maker) {
        this.threads = threads;
        this.invocations = invocations;
        this.lanes = lanes;
        this.failures = failures;
        this.maker = maker;
    }

    void reach(ThreadTrace thread, int hook, int point, @Nullable Object first, @Nullable Object second) {
        if (thread.doubts > 0) {
            Overflow.reaching(thread, point);
        }
        Frame frame = thread.push(hook);
        if (frame == null) {
            return;
        }
        if (thread.invocation != null && isUnit(point)) {
            if (point == Points.LAMBDA_HANDLER) {
                invocations.handling(thread);
            }
            return; // of filters, servlets and handlers within one another the outermost counts
        }
        Boundary boundary = of(point);
        frame.begin(Frame.Kind.BOUNDARY);
        frame.point = point;
        frame.source = first;
        frame.url = second;
        boundary.reached(point, first, second);
    }

    void leave(Frame frame, @Nullable Object result, @Nullable Throwable failure) {
        Object first = frame.source;
        Object second = frame.url;
        frame.clear();
        of(frame.point).left(frame.point, first, second, result, failure);
    }

    /** Whether what lies between reaching and leaving it is a unit of work. */
    static boolean isUnit(int point) {
        return point == Points.SERVE || point == Points.LAMBDA_HANDLER;
    }

    private Boundary of(int point) {
        Boundary known = made.get(point);
        return known == null ? make(point) : known;
    }

    private synchronized Boundary make(int point) {
        Boundary known = made.get(point);
        if (known == null) {
            Boundary wanted = maker.make(point, units());
            known = wanted == null ? new Nobody() : wanted;
            made.set(point, known);
        }
        return known;
    }

    /** One for all boundaries. */
    private Units units() {
        Units known = units;
        if (known == null) {
            known = new Units(threads, invocations, lanes, failures);
            units = known;
        }
        return known;
    }

    /** Of points that nobody cares for. */
    private static final class Nobody implements Boundary {
        @Override
        public void reached(int point, @Nullable Object first, @Nullable Object second) {}

        @Override
        public void left(
                int point,
                @Nullable Object first,
                @Nullable Object second,
                @Nullable Object result,
                @Nullable Throwable failure) {}
    }
}
