package io.connwake.pipeline.ledger;

import io.connwake.pipeline.model.SpanId;
import java.util.ArrayList;
import java.util.List;

/** What was built and opened before the first unit of work: the first of it. */
public final class InitPhase {
    static final InitPhase NONE = new InitPhase(0);

    private static final int MOST = 32;

    private final int most;
    private final List<Pool> pools = new ArrayList<>(0);
    private final List<Connect> connects = new ArrayList<>(0);

    InitPhase() {
        this(MOST);
    }

    private InitPhase(int most) {
        this.most = most;
    }

    /** The spans by which it was told. */
    public List<SpanId> spans() {
        List<SpanId> spans = new ArrayList<>();
        for (Pool pool : pools) {
            spans.add(pool.life().span());
        }
        for (Connect connect : connects) {
            spans.add(connect.span());
        }
        return spans;
    }

    void built(Pool pool) {
        if (size() < most && !pools.contains(pool)) {
            pools.add(pool);
        }
    }

    void opened(Connect connect) {
        if (size() < most) {
            connects.add(connect);
        }
    }

    private int size() {
        return pools.size() + connects.size();
    }
}
