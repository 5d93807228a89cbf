package io.connwake.pipeline.rules;

import io.connwake.pipeline.failure.FailureKind;
import io.connwake.pipeline.ledger.Connection;
import io.connwake.pipeline.ledger.FailedConnect;
import io.connwake.pipeline.ledger.Lease;
import io.connwake.pipeline.ledger.Ledger;
import io.connwake.pipeline.model.Finding.State;
import io.connwake.recorder.event.Opened;
import io.connwake.recorder.event.Peer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A server said that it has no connection left. Over when it takes connections again for a while. */
final class ServerFullRule implements Rule {
    static final String KIND = "server_full";
    private static final long QUIET_NANOS = 10_000_000_000L;
    private static final long SECOND_NANOS = 1_000_000_000L;

    private final Ledger ledger;
    private final Cases cases;
    private final ServerFullWording wording;
    private final Map<String, FullServer> servers = new LinkedHashMap<>();

    ServerFullRule(RuleContext context) {
        ledger = context.ledger();
        cases = context.cases();
        wording = new ServerFullWording(context.frameworks());
    }

    @Override
    public void connectFailed(FailedConnect connect, @Nullable Lease waiting) {
        if (connect.kind() != FailureKind.TOO_MANY_CONNECTIONS) {
            return;
        }
        FullServer server = of(connect, waiting);
        if (server == null) {
            return;
        }
        long nanos = connect.event().atNanos();
        server.its.more(connect.event().startNanos());
        if (server.lastNanos == 0 || nanos - server.lookedNanos > SECOND_NANOS) {
            server.looked(ledger, nanos);
        }
        server.refused(connect, waiting, nanos);
    }

    @Override
    public void connected(Connection connection) {
        Opened opened = connection.opened();
        if (opened != null) {
            admitted(opened.peer(), opened);
            admitted(opened.target(), opened);
        }
    }

    @Override
    public void judge(long nowNanos, boolean last) {
        for (FullServer server : servers.values()) {
            if (server.its.changed && cases.isDue(server.its, State.CONFIRMED, nowNanos, last)) {
                if (server.admitsMeanwhile) {
                    server.looked(ledger, nowNanos);
                }
                cases.confirm(server.its, wording.confirmed(server), nowNanos);
            } else if (server.its.is(State.CONFIRMED)
                    && !server.its.changed
                    && server.admittedNanos - server.lastNanos > 0
                    && nowNanos - server.lastNanos >= QUIET_NANOS) {
                cases.resolve(server.its, wording.resolved(server), nowNanos);
            }
        }
    }

    private void admitted(Peer peer, Opened opened) {
        FullServer server = servers.get(peer.words());
        if (server != null) {
            server.admittedNanos = opened.atNanos();
            server.admitsMeanwhile |= opened.startNanos() - server.lastNanos < 0;
        }
    }

    private @Nullable FullServer of(FailedConnect connect, @Nullable Lease waiting) {
        Peer peer = connect.event().peer();
        FullServer known = servers.get(peer.words());
        if (known != null) {
            return known;
        }
        String site = ledger.sites().of(waiting == null ? null : waiting.site()).line();
        Case its = cases.of(KIND, connect.pool(), site);
        if (its == null) {
            return null;
        }
        FullServer server = new FullServer(its, peer);
        servers.put(peer.words(), server);
        return server;
    }
}
