package io.connwake.pipeline.ledger;

import io.connwake.pipeline.metrics.Counts;
import io.connwake.pipeline.origin.Phase;
import io.connwake.pipeline.origin.SpanIds;
import io.connwake.recorder.event.InvocationBegan;
import io.connwake.recorder.event.InvocationEnded;
import io.connwake.recorder.event.TraceParent;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The units of work. */
final class Invocations {
    private static final int MOST = 16_384;

    private final SpanIds ids;
    private final LedgerListener listener;
    private final Counts overflow;
    private final Map<Long, Invocation> known = new LinkedHashMap<>();
    private final Resting<Long> ended = new Resting<>();
    private int number;
    private InitPhase init = new InitPhase();
    /** Another tracer has a span for the calls of this function, by the last one that told. */
    private boolean isWithinAnothers;

    Invocations(SpanIds ids, Counts overflow, LedgerListener listener) {
        this.ids = ids;
        this.overflow = overflow;
        this.listener = listener;
    }

    void began(InvocationBegan event, int openNow) {
        number++;
        if (known.size() >= MOST) {
            forgetOldest();
        }
        known.putIfAbsent(event.invocationId(), new Invocation(event, number, openNow, init, ids));
        init = InitPhase.NONE;
    }

    /** Its end was lost, most likely. */
    private void forgetOldest() {
        Iterator<Invocation> all = known.values().iterator();
        all.next();
        all.remove();
        overflow.add("invocation_table", 1);
    }

    void ended(InvocationEnded event, int openNow, int pinnedNow) {
        Invocation over = known.get(event.invocationId());
        if (over != null && !over.hasEnded()) {
            over.ended(event, openNow, pinnedNow);
            ended.add(event.invocationId());
        }
    }

    /** What is done before the first one. */
    InitPhase init() {
        return init;
    }

    @Nullable
    Invocation find(long id) {
        return id == 0 ? null : known.get(id);
    }

    /** Before the first, inside one, or neither; by the thread that did it. */
    Phase phase(long invocationId) {
        if (invocationId != 0) {
            return Phase.HANDLER;
        }
        return number == 0 ? Phase.INIT : Phase.BACKGROUND;
    }

    /** A connection was closed, by whomever: that of the only one under way, or nobody's. */
    void closed() {
        if (known.size() - ended.size() == 1) {
            for (Map.Entry<Long, Invocation> each : known.entrySet()) {
                if (!ended.contains(each.getKey())) {
                    each.getValue().closes();
                }
            }
        }
    }

    /** Tells those that ended a turn ago, and what they left open. */
    void settle() {
        for (Long id = ended.next(); id != null; id = ended.next()) {
            Invocation over = known.remove(id);
            if (over != null) {
                tell(over);
            }
        }
        ended.turn();
    }

    private void tell(Invocation over) {
        if (over.call() != null) {
            isWithinAnothers = over.continues(isWithinAnothers);
        }
        for (Lease lease : over.leaves()) {
            lease.outlives(over.endNanos());
            listener.outlived(lease, over);
        }
        listener.ended(over);
    }

    /** What stands for it in a trace; null if there is none. */
    @Nullable
    TraceParent parent(long id) {
        Invocation invocation = find(id);
        return invocation == null ? null : invocation.parent();
    }
}
