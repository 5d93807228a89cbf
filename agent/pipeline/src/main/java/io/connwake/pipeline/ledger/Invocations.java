package io.connwake.pipeline.ledger;

import io.connwake.pipeline.metrics.Counts;
import io.connwake.pipeline.origin.Phase;
import io.connwake.pipeline.origin.SpanIds;
import io.connwake.recorder.event.InvocationBegan;
import io.connwake.recorder.event.InvocationEnded;
import io.connwake.recorder.event.TraceParent;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The units of work. One that ended rests for one more turn, since what was done within it may lie in the other lane.
 */
final class Invocations {
    private static final int MOST = 16_384;

    private final SpanIds ids;
    private final LedgerListener listener;
    private final Counts overflow;
    private final Map<Long, Invocation> known = new LinkedHashMap<>();
    private List<Long> ending = new ArrayList<>();
    private List<Long> resting = new ArrayList<>();
    private int number;
    private InitPhase init = new InitPhase();

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
        Invocation ended = known.get(event.invocationId());
        if (ended != null && !ended.hasEnded()) {
            ended.ended(event, openNow, pinnedNow);
            ending.add(event.invocationId());
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
        if (known.size() - ending.size() - resting.size() == 1) {
            for (Map.Entry<Long, Invocation> each : known.entrySet()) {
                if (!ending.contains(each.getKey()) && !resting.contains(each.getKey())) {
                    each.getValue().closes();
                }
            }
        }
    }

    /** Tells those that ended a turn ago, and what they left open. */
    void settle() {
        for (Long id : resting) {
            Invocation over = known.remove(id);
            if (over != null) {
                tell(over);
            }
        }
        List<Long> told = resting;
        told.clear();
        resting = ending;
        ending = told;
    }

    private void tell(Invocation over) {
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
