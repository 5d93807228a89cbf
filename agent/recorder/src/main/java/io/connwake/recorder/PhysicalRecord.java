package io.connwake.recorder;

import io.connwake.recorder.event.CodeLine;
import io.connwake.recorder.event.Opened;
import io.connwake.recorder.event.Peer;
import io.connwake.recorder.event.TraceParent;
import java.lang.ref.WeakReference;
import javax.sql.PooledConnection;
import org.jspecify.annotations.Nullable;

/** A physical connection; refers weakly to the driver's object, and to the lease it is lent to. */
final class PhysicalRecord extends WeakReference<Object> {
    final long id;
    final long startNanos;
    final long openedNanos;
    final Peer peer;
    final Holder openedBy;
    final long leaseId;
    final @Nullable CodeLine opener;
    final boolean pooled;
    final int source;
    /** The pool under construction on that thread. */
    final @Nullable PoolRecord builtFor;

    private final long invocationId;

    private @Nullable Object parent;

    /** Written by whoever holds the connection: the pool's own hand-over orders the writes. */
    @Nullable
    Lease lease;

    /** The lease that was closed last, where the handle itself does not lead to that. */
    @Nullable
    Lease ended;

    /** Its driver's pool lends it as it is: closing it may give it back. */
    boolean lentItself;

    /** The lease by which a data source keeps it for itself: nobody has to give it back. */
    volatile @Nullable Lease kept;

    /** The lease that took a lock of the session's, or listens, and has not given that up: it is meant to last. */
    volatile @Nullable Lease holdsSession;

    /** End of the last call on it that reached the server, or of its connect. */
    long lastNanos;

    /** End of the last call on it that may have reached the server. */
    long touchedNanos;

    boolean autoCommit = true;
    /** Whose SQL began a transaction that goes on though auto-commit is on: its lease, or this where it had none. */
    @Nullable
    Object begunBySql;

    boolean inTransaction;

    /** In the transaction, by the lease that has it, something was written. */
    boolean wrote;

    /** The lease that left what it wrote uncommitted, until that is settled. */
    @Nullable
    Lease left;

    /** A transaction manager may look after what a borrower leaves. */
    boolean isXa;

    /** The number of the thread that is executing on it, 0 if none is: a hint, written without any order. */
    int user;

    /** How often two threads were seen at once during this lease. */
    int overlaps;

    /** The statements of this lease, of which a few count: the first, all of them in their order, and how many there were. */
    int saidFirst;

    int said;
    byte stated;

    volatile boolean closed;

    /** The driver closed it within one of its own calls. */
    volatile boolean hungUp;

    /** Of a connection to a proxy. */
    @Nullable
    PinWatch pins;

    /** It is its own handle: closing it gives it back to the driver's pooled connection. */
    boolean isItsHandle;

    PhysicalRecord(
            Object connection,
            long id,
            long startNanos,
            long openedNanos,
            Peer peer,
            Holder openedBy,
            long leaseId,
            @Nullable CodeLine opener,
            boolean pooled,
            int source,
            @Nullable PoolRecord builtFor,
            long invocationId,
            @Nullable Object parent) {
        super(connection);
        this.id = id;
        this.startNanos = startNanos;
        this.openedNanos = openedNanos;
        this.lastNanos = openedNanos;
        this.touchedNanos = openedNanos;
        this.peer = peer;
        this.openedBy = openedBy;
        this.leaseId = leaseId;
        this.opener = opener;
        this.pooled = pooled;
        this.source = source;
        this.builtFor = builtFor;
        this.invocationId = invocationId;
        this.parent = parent;
    }

    /** Whether closing this object ends the connection; a driver's handle leads to the record, too. */
    boolean endsWith(Object closing) {
        return closing instanceof PooledConnection || isItself(closing);
    }

    /** Whether it is the driver's own connection, and no handle of it. */
    boolean isItself(Object connection) {
        return refersTo(connection) && !isItsHandle;
    }

    /** To be told once: the other tracer's span context is let go. */
    Opened opened(OtherTracer tracer, Object driversOwn, Fields fields) {
        TraceParent read = parent == null ? null : tracer.read(parent);
        parent = null;
        long poolId = builtFor == null ? 0 : builtFor.id;
        return new Opened(
                startNanos,
                openedNanos,
                id,
                peer.isFirstOfSeveral() ? ChosenServer.of(driversOwn, peer, fields) : peer,
                peer,
                poolId,
                leaseId,
                opener,
                pooled,
                source,
                invocationId,
                openedBy.ref,
                Libraries.serverSession(driversOwn, fields),
                read);
    }

    /** Whether the server commits before and after each statement that defines something. */
    boolean definingCommits() {
        return switch (peer.system()) {
            case "mysql", "mariadb", "oracle.db", "h2database", "hsqldb" -> true;
            default -> false;
        };
    }

    /** Whether each statement is a transaction of its own. */
    boolean commitsEach() {
        return autoCommit && begunBySql == null;
    }

    void endsTransaction() {
        inTransaction = false;
        if (begunBySql != null) {
            begunBySql = null;
        }
    }

    void beginsBySql(boolean writes) {
        begunBySql = lease == null ? this : lease;
        wrote |= writes;
    }
}
