package io.connwake.recorder;

import io.connwake.recorder.event.Pinned;
import io.connwake.recorder.event.Proxy;
import io.connwake.recorder.event.Site;
import io.connwake.recorder.pinning.Dialect;
import io.connwake.recorder.pinning.Pin;
import io.connwake.recorder.pinning.StatementPins;
import org.jspecify.annotations.Nullable;

/**
 * What pins the sessions of connections that lead to a proxy; told once for each connection and reason. A prepared text
 * is told where it is prepared. As long as no connection leads to one, all of it is one look at {@link #watches}.
 */
final class Pins {
    private final ProxyMode mode;
    private final Lanes lanes;
    private final Records records;
    private final Sites sites;
    private final Fields fields;
    private final StatementPins known = new StatementPins();
    private @Nullable DriverHabits habits;

    /** Whether any connection was opened to a proxy. */
    boolean watches;

    Pins(ProxyMode mode, Lanes lanes, Records records, Sites sites, Fields fields) {
        this.mode = mode;
        this.lanes = lanes;
        this.records = records;
        this.sites = sites;
        this.fields = fields;
    }

    /** A connection was opened, and told; {@code url} is the one that its driver was given, null if not known. */
    void opened(ThreadTrace thread, PhysicalRecord opened, Object connection, @Nullable String url) {
        Proxy proxy = mode.at(opened.peer.address());
        Dialect dialect = proxy == null ? null : Dialect.of(opened.peer.system());
        if (proxy != null && dialect != null) {
            PinWatch watch = new PinWatch(proxy, dialect);
            opened.pins = watch;
            watches = true;
            tell(opened, watch, habits().onConnect(connection, dialect, url, asked(thread)));
        }
    }

    /** Made for the first connection to a proxy; two threads may make it. */
    private DriverHabits habits() {
        DriverHabits made = habits;
        if (made == null) {
            made = new DriverHabits(fields);
            habits = made;
        }
        return made;
    }

    private static @Nullable Object asked(ThreadTrace thread) {
        Frame outermost = thread.frames.outermost();
        return outermost == null ? null : outermost.called();
    }

    /** A text is executed, prepared or added to a batch. */
    void stated(ThreadTrace thread, Object owner, @Nullable Object sql) {
        PhysicalRecord physical = thread.inDriver ? null : physicalOf(owner);
        if (physical != null && sql instanceof String text) {
            PinWatch watch = physical.pins;
            if (watch != null) {
                int fresh = watch.fresh(known.of(text, watch.dialect));
                if (fresh != 0) {
                    tell(physical, watch, fresh);
                }
            }
        }
    }

    /** Of a connection, or of a statement, which has the lease that it was made in. */
    private @Nullable PhysicalRecord physicalOf(Object owner) {
        Object record = records.of(owner);
        if (record instanceof TellingStatement prepared) {
            record = prepared.of();
        }
        if (record instanceof PhysicalRecord physical) {
            return physical;
        }
        return record instanceof Lease lease ? lease.connection : null;
    }

    void configured(ThreadTrace thread, Object owner, String method, int value) {
        PhysicalRecord physical = thread.inDriver ? null : physicalOf(owner);
        if (physical != null) {
            PinWatch watch = physical.pins;
            if (watch != null) {
                tell(physical, watch, habits().onCall(owner, watch.dialect, method, value));
            }
        }
    }

    /** A connection made a statement, which may have been prepared at the server. */
    void created(ThreadTrace thread, PhysicalRecord physical, Object statement) {
        PinWatch watch = physical.pins;
        if (watch != null && !thread.inDriver) {
            tell(physical, watch, habits().onPrepare(statement, watch.dialect));
        }
    }

    private void tell(PhysicalRecord physical, PinWatch watch, int pins) {
        for (int fresh = watch.fresh(pins); fresh != 0; fresh = watch.fresh(pins)) {
            // the stronger first: it settles the weaker
            Pin pin = Pin.strongest(fresh);
            long now = Clock.nanos();
            watch.told(pin, now);
            Lease lease = physical.lease;
            Site site = lease == null ? null : sites.capture();
            lanes.event(new Pinned(
                    now,
                    physical.id,
                    lease == null ? 0 : lease.id(),
                    watch.proxy,
                    pin.reason.label,
                    pin.certain,
                    site));
        }
    }
}
