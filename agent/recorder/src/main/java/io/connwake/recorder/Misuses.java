package io.connwake.recorder;

import io.connwake.recorder.event.CodeLine;
import io.connwake.recorder.event.Misused;
import io.connwake.recorder.event.Misused.How;
import io.connwake.recorder.event.Site;
import io.connwake.recorder.event.ThreadRef;
import io.connwake.recorder.event.WorkSettled;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * Looks closer where something seems wrong, which never happens in an application that is right: there nothing in here
 * is called. In doubt it says nothing. Each lease is told once, and so many in all.
 */
final class Misuses {
    private static final int MOST_TOLD = 1_000;
    /** A close in try-with-resources after one by hand costs a look at the stack, and is common. */
    private static final int MOST_HARMLESS = 20;

    private static final int MOST_OVERLAPS = 4;

    private final Lanes lanes;
    private final Sites sites;
    private final Threads threads;
    private int told;
    private int harmless;
    private final Doubt doubt;

    Misuses(Lanes lanes, Sites sites, Threads threads, Doubt doubt) {
        this.lanes = lanes;
        this.sites = sites;
        this.threads = threads;
        this.doubt = doubt;
    }

    /** A handle that was closed is closed again; a pool's own {@code close} may call that of the class it extends. */
    void closes(ThreadTrace thread, Lease lease, Object handle) {
        boolean isHarmless = lease.user() == thread.holder && !isLentAgain(lease);
        boolean isItsOwn = isHarmless && Libraries.closesTwice(handle.getClass().getName());
        if (lease.misused || isItsOwn || !isPools(lease, handle) || (isHarmless && harmless >= MOST_HARMLESS)) {
            return;
        }
        harmless += isHarmless ? 1 : 0; // also where it is the pool's own: each look takes a walk
        if (thread.acquireDepth > 0 || Sites.closesUnderWay() > 1) { // H2's pool may end the last handle once more
            return;
        }
        tell(thread, lease, How.CLOSED_TWICE);
    }

    /** A handle that was closed, or a connection that may have been lent again since, is asked for a statement. */
    void uses(ThreadTrace thread, Lease lease, Object handle) {
        if (!lease.misused && isOver(thread, lease, handle) && Sites.closesUnderWay() == 0) {
            tell(thread, lease, How.USED_AFTER_CLOSE);
        }
    }

    /** A driver's own connection may be lent again as it is, tested by its pool, or a wrapper's that opens another one. */
    private boolean isOver(ThreadTrace thread, Lease lease, Object handle) {
        if (lease.pool != null && isPools(handle)) {
            return true;
        }
        Lease now = lease.connection == null ? null : lease.connection.lease;
        return thread.acquireDepth == 0
                && lease.refersTo(handle)
                && (now == null || !now.refersTo(handle))
                && wasGivenBack(thread, lease, lease.connection)
                && isApplications(handle);
    }

    private boolean isApplications(Object handle) {
        CodeLine caller = sites.opener(handle);
        return caller != null && Sites.isApplication(caller.className());
    }

    /**
     * A statement that was made in a lease is executed, which does not have the connection now. Pools keep statements for
     * later borrowers: only what nobody has borrowed is used after its close for certain, or what a borrower is at work
     * on when the thread that had made the statement comes back to it.
     */
    void executes(ThreadTrace thread, Lease made, PhysicalRecord connection) {
        if (made.misused || !made.isReleased() || thread.acquireDepth > 0 || !wasGivenBack(thread, made, connection)) {
            return;
        }
        Lease now = connection.lease;
        boolean isOthers = now != null
                && now.statements > 0
                && now.user() != thread.holder
                && now.holder != thread.holder
                && now.lastUser == null
                && (made.holder == thread.holder || made.lastUser == thread.holder);
        if ((now == null || isOthers) && Sites.closesUnderWay() == 0) {
            tell(thread, made, How.USED_AFTER_CLOSE);
        }
    }

    /**
     * Another thread seems to be executing on the connection. A hand-over orders what the threads write, so that only
     * real use at once is seen; but a hook's end may have been lost, so the other thread is asked as well. One that can't
     * be found, a virtual one, must be seen twice.
     */
    void shares(ThreadTrace thread, PhysicalRecord connection, int number) {
        Lease lease = connection.lease;
        if (lease == null || connection.overlaps >= MOST_OVERLAPS) {
            return;
        }
        ThreadTrace other = threads.numbered(number);
        if (other != null && !other.frames.isIn(connection)) {
            return;
        }
        if (connection.overlaps++ > 0 || other != null) {
            tell(thread, lease, How.SHARED, other == null ? null : other.holder.ref);
        }
    }

    /** Work that a lease left is committed or rolled back. */
    void settles(ThreadTrace thread, PhysicalRecord connection, Lease left, boolean committed) {
        connection.left = null;
        Lease now = connection.lease;
        if (doubt.hasRisen()) {
            lanes.event(Leases.settledBySomebody(connection, Clock.nanos()));
            return;
        }
        WorkSettled.By by = now == null ? settler(thread) : WorkSettled.By.BORROWER;
        if (by == WorkSettled.By.MANAGER && left.pool != null) {
            left.pool.isManaged = true;
        }
        lanes.event(new WorkSettled(Clock.nanos(), connection.id, now == null ? 0 : now.id(), committed, by));
    }

    private static WorkSettled.By settler(ThreadTrace thread) {
        if (thread.acquireDepth > 0) {
            return WorkSettled.By.LENDING;
        }
        return Sites.closesUnderWay() > 0 ? WorkSettled.By.RETURN : WorkSettled.By.MANAGER;
    }

    private void tell(ThreadTrace thread, Lease lease, How how) {
        lease.misused = true;
        tell(thread, lease, how, lease.user().ref);
    }

    private void tell(ThreadTrace thread, Lease lease, How how, @Nullable ThreadRef other) {
        if (doubt.mayHaveMissed() || told >= MOST_TOLD) {
            return;
        }
        told++;
        Site site = sites.capture();
        lanes.event(new Misused(
                Clock.nanos(),
                lease.id(),
                lease.pool == null ? 0 : lease.pool.id,
                lease.connection == null ? 0 : lease.connection.id,
                how,
                isLentAgain(lease),
                thread.holder.ref,
                other,
                site,
                lease.site));
    }

    private static boolean isLentAgain(Lease lease) {
        Lease now = lease.connection == null ? null : lease.connection.lease;
        return now != null && now != lease;
    }

    /**
     * A handle of the application's own may do nothing when it is closed; a pool's is over then. Without a pool another
     * thread may close it under who uses it, so as to stop that.
     */
    private static boolean wasGivenBack(ThreadTrace thread, Lease lease, @Nullable PhysicalRecord connection) {
        if (lease.pool == null) {
            Holder closer = lease.user();
            boolean isOwners = closer == lease.holder || closer == thread.holder;
            return isOwners && connection != null && connection.closed && !connection.hungUp;
        }
        Object handle = lease.get();
        return Libraries.isPool(lease.pool.library) && (handle == null || isPools(lease, handle));
    }

    /** Whether a pool made the handle, or it is its driver's and the driver's own pool lent it. */
    private static boolean isPools(Lease lease, Object handle) {
        boolean isDrivers = lease.pool != null && Libraries.isDriversPool(lease.pool.library);
        return isPools(handle)
                || (isDrivers && Libraries.isDriver(handle.getClass().getName()));
    }

    private static boolean isPools(Object handle) {
        Object made = Proxy.isProxyClass(handle.getClass()) ? Proxy.getInvocationHandler(handle) : handle;
        return Libraries.isPool(made.getClass().getName());
    }
}
