package io.connwake.pipeline.rules;

import io.connwake.pipeline.ledger.Connection;
import io.connwake.pipeline.ledger.Lease;
import io.connwake.pipeline.ledger.Ledger;
import io.connwake.pipeline.ledger.Pool;
import io.connwake.pipeline.model.Finding.State;
import io.connwake.recorder.event.Peer;
import io.connwake.recorder.event.Pinned;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something keeps the server sessions of a proxy that is there to share them. Silent where the peer is no proxy, which
 * the recorder knows; what likely pins, but is in no manual, is a suspicion.
 */
final class ProxyPinningRule implements Rule {
    static final String KIND = "proxy_pinning";
    private static final long QUIET_NANOS = 60_000_000_000L;

    /** So long it may take until a connection that a pool made ready is lent for the first time. */
    private static final long UNLENT_NANOS = 5_000_000_000L;

    private final Ledger ledger;
    private final Cases cases;
    private final PinningWording wording;
    private final List<Pin> pending = new ArrayList<>();
    private final Map<Case, PinningCase> byCase = new LinkedHashMap<>();

    ProxyPinningRule(RuleContext context) {
        ledger = context.ledger();
        cases = context.cases();
        wording = new PinningWording(context.frameworks());
    }

    private record Pin(Connection connection, @Nullable Lease lease, Pinned event) {}

    @Override
    public void pinned(Connection connection, @Nullable Lease lease, Pinned event) {
        pending.add(new Pin(connection, lease, event));
    }

    @Override
    public void ended(Connection connection, long atNanos) {
        for (PinningCase each : byCase.values()) {
            each.ended(connection);
        }
    }

    @Override
    public void keepOnly(Collection<Pool> pools) {
        Cases.keepOnly(pools, byCase.keySet());
    }

    @Override
    public void judge(long nowNanos, boolean last) {
        for (Iterator<Pin> each = pending.iterator(); each.hasNext(); ) {
            Pin pin = each.next();
            boolean mayWait = pin.event.leaseId() == 0 && nowNanos - pin.event.atNanos() < UNLENT_NANOS;
            if (last || !mayWait || pin.connection.pool() != null) {
                each.remove();
                add(pin);
            }
        }
        for (PinningCase pinning : byCase.values()) {
            tell(pinning, nowNanos, last);
        }
    }

    private void add(Pin pin) {
        Pool pool = pin.connection.pool();
        Case its = cases.of(KIND, pool, ledger.sites().of(pin.event.site()).line());
        if (its == null) {
            return;
        }
        PinningCase known = byCase.get(its);
        if (known == null) {
            Peer peer = pin.connection.peer();
            known = new PinningCase(its, pin.event, peer == null ? "" : peer.system());
            byCase.put(its, known);
        }
        known.add(pin.connection, pin.lease, pin.event);
    }

    private void tell(PinningCase pinning, long nowNanos, boolean last) {
        State state = stateOf(pinning, nowNanos);
        pinning.its.changed |= pinning.grew(last);
        if (!cases.isDue(pinning.its, state, nowNanos, last)) {
            return;
        }
        switch (state) {
            case SUSPECTED -> cases.suspect(pinning.its, wording.suspected(pinning), nowNanos);
            case CONFIRMED -> cases.confirm(pinning.its, wording.confirmed(pinning), nowNanos);
            case RESOLVED -> cases.resolve(pinning.its, wording.resolved(pinning), nowNanos);
        }
    }

    private static State stateOf(PinningCase pinning, long nowNanos) {
        if (pinning.its.state != null && pinning.restedFor(QUIET_NANOS, nowNanos)) {
            return State.RESOLVED;
        }
        return pinning.isCertain() ? State.CONFIRMED : State.SUSPECTED;
    }
}
