package io.connwake.pipeline.ledger;

import io.connwake.recorder.event.Peer;
import io.connwake.recorder.event.StatementFailed;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What went wrong during a lease, the first few of each kind. */
public final class Troubles {
    private static final int KEPT = 8;

    private List<StatementFailed> statements = List.of();
    private List<FailedConnect> connects = List.of();

    public List<StatementFailed> statements() {
        return statements;
    }

    /** Connects that failed while it waited. */
    public List<FailedConnect> connects() {
        return connects;
    }

    @Nullable
    Peer peer() {
        return connects.isEmpty() ? null : connects.get(0).event().peer();
    }

    void add(StatementFailed event) {
        statements = longer(statements, event);
    }

    void add(FailedConnect connect) {
        connects = longer(connects, connect);
    }

    private static <T> List<T> longer(List<T> kept, T more) {
        List<T> longer = kept.isEmpty() ? new ArrayList<>(2) : kept;
        if (longer.size() < KEPT) {
            longer.add(more);
        }
        return longer;
    }
}
