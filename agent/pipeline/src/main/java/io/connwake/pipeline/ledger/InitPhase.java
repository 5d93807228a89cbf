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
    private final List<Connection> connections = new ArrayList<>(0);

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
        for (Connection connection : connections) {
            spans.add(connection.connectSpan());
        }
        return spans;
    }

    void built(Pool pool) {
        if (size() < most && !pools.contains(pool)) {
            pools.add(pool);
        }
    }

    void opened(Connection connection) {
        if (size() < most) {
            connections.add(connection);
        }
    }

    private int size() {
        return pools.size() + connections.size();
    }
}
