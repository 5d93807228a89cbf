package io.connwake.recorder;

import io.connwake.recorder.event.CodeLine;
import io.connwake.recorder.event.Site;
import io.connwake.recorder.event.StillOpen;
import org.jspecify.annotations.Nullable;

/** One look at the thread that acquired a lease. */
final class HolderStack {
    final StillOpen.Holder state;
    final @Nullable CodeLine at;
    final boolean inDriver;
    /** Of one that is gone: who has the connection from its owner may be under way. */
    private final boolean mayGoOn;
    /** By a session alone: no transaction is under way around what the thread does. */
    final boolean isKeptOpen;

    private HolderStack(StillOpen.Holder state, @Nullable CodeLine at, boolean inDriver) {
        this(state, at, inDriver, false, false);
    }

    private HolderStack(
            StillOpen.Holder state, @Nullable CodeLine at, boolean inDriver, boolean mayGoOn, boolean isKeptOpen) {
        this.state = state;
        this.at = at;
        this.inDriver = inDriver;
        this.mayGoOn = mayGoOn;
        this.isKeptOpen = isKeptOpen;
    }

    static HolderStack of(Lease lease, PassingMethods passing) {
        Thread thread = lease.holder.get();
        boolean isKept = lease.connection != null && lease.connection.kept == lease;
        if (isKept || lease.isDoubtful() || mayBeGivenBack(lease, passing)) {
            return new HolderStack(StillOpen.Holder.UNKNOWN, null, false);
        }
        if (lease.lastUser != null && lease.lastUser != lease.holder) {
            return new HolderStack(StillOpen.Holder.HANDED_OVER, null, false);
        }
        boolean isMeantToLast = lease.connection != null && lease.connection.holdsSession == lease;
        if (thread == null || lease.holder.isDead()) {
            return new HolderStack(isMeantToLast ? StillOpen.Holder.KEEPING : StillOpen.Holder.DEAD, null, false);
        }
        StackTraceElement[] stack = thread.getStackTrace();
        Site site = lease.site;
        if (site == null) {
            return new HolderStack(StillOpen.Holder.UNKNOWN, innermost(stack), isInDriver(stack));
        }
        StillOpen.Holder state = state(lease, site, stack, passing.leadTo(site), isMeantToLast);
        boolean mayGoOn =
                state == StillOpen.Holder.GONE && !lease.isBehindInvocation() && mayGoOn(site, stack, passing);
        boolean isOfSession = site.keeper() == Site.Keeper.SESSION && lease.isWithinInvocation();
        boolean isKeptOpen = isOfSession && !isInTransaction(stack);
        return new HolderStack(state, innermost(stack), isInDriver(stack), mayGoOn, isKeptOpen);
    }

    /** To a pool that is given back to by other means than a close, at a line that was never seen to close one. */
    private static boolean mayBeGivenBack(Lease lease, PassingMethods passing) {
        boolean isUnheard = lease.pool != null && lease.pool.isGivenBackUnheard;
        return isUnheard && (lease.site == null || !passing.isClosing(lease.site.owner()));
    }

    /** What its owner does, unless that has passed it on to something that keeps it. */
    private static StillOpen.Holder state(
            Lease lease, Site site, StackTraceElement[] stack, boolean isPassedOn, boolean isMeantToLast) {
        StillOpen.Holder ofOwner = inOwner(lease, site, stack, isPassedOn);
        if (ofOwner == StillOpen.Holder.HOLDING || isKept(lease, site.keeper(), stack)) {
            return StillOpen.Holder.HOLDING;
        }
        if (isMeantToLast) {
            return StillOpen.Holder.KEEPING;
        }
        boolean mayBeKept = site.keeper() == Site.Keeper.HANDLE && !lease.isBehindInvocation();
        return ofOwner == StillOpen.Holder.GONE && mayBeKept ? StillOpen.Holder.UNKNOWN : ofOwner;
    }

    /**
     * Whether it was perhaps the owner's part to pass the connection on: it is known to do so, or its caller goes on, or it was
     * never seen to close one itself, and the thread is at work elsewhere, in whatever called it all.
     */
    private static boolean mayGoOn(Site site, StackTraceElement[] stack, PassingMethods passing) {
        return passing.has(site.owner())
                || isInCaller(site, stack)
                || (!passing.isClosing(site.owner()) && isAtWork(stack));
    }

    private static boolean isAtWork(StackTraceElement[] stack) {
        boolean isAtWork = false;
        for (StackTraceElement each : stack) {
            if (each.getMethodName().equals("getConnection")) {
                return false;
            }
            isAtWork |= Sites.isApplication(each.getClassName());
        }
        return isAtWork;
    }

    /** Whether the caller may be in the call in which it called the owner, which is behind it. */
    private static boolean isInCaller(Site site, StackTraceElement[] stack) {
        CodeLine caller = site.caller();
        for (StackTraceElement each : stack) {
            if (each.getMethodName().equals("getConnection")) {
                return false;
            }
            if (caller != null && each.getMethodName().equals(caller.method())) {
                CodeLine at = Sites.line(each);
                if (at.className().equals(caller.className())) {
                    return at.line() >= caller.line();
                }
            }
        }
        return false;
    }

    boolean mayGoOn() {
        return mayGoOn;
    }

    HolderStack returned() {
        return new HolderStack(StillOpen.Holder.RETURNED, at, inDriver);
    }

    /** Seen or not, the connection is in use. */
    HolderStack atWork() {
        return new HolderStack(StillOpen.Holder.UNKNOWN, at, inDriver);
    }

    /** Of a thread that may be inside a {@code getConnection}: where in the application; null if it is in none. */
    static @Nullable CodeLine acquiring(Holder holder) {
        Thread thread = holder.get();
        StackTraceElement[] stack = thread == null ? new StackTraceElement[0] : thread.getStackTrace();
        for (StackTraceElement each : stack) {
            if (each.getMethodName().equals("getConnection")) {
                return innermost(stack);
            }
        }
        return null;
    }

    private static boolean isInDriver(StackTraceElement[] stack) {
        for (StackTraceElement each : stack) {
            if (Sites.isApplication(each.getClassName())) {
                return false;
            }
            if (Libraries.isDriver(each.getClassName())) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether the call that owns it goes on. A stack names the method alone, and the threads of a pool call the same one over
     * and over: it is another call where the invocation has ended, or where the only one acquires at that line again although
     * what is open has failed, or another was acquired there since and given back, or refused. Where nothing tells a later call
     * from a loop that keeps several, it is left open, and so it is where units of work begin and end by methods of their own
     * and a later one has ended.
     */
    private static StillOpen.Holder inOwner(Lease lease, Site site, StackTraceElement[] stack, boolean isPassedOn) {
        CodeLine owner = site.owner();
        int calls = 0;
        int at = 0;
        for (int i = 0; i < stack.length; i++) {
            if (stack[i].getMethodName().equals(owner.method())
                    && Sites.line(stack[i]).className().equals(owner.className())) {
                calls++;
                at = i;
            }
        }
        if (calls != 1) {
            return calls > 1 ? StillOpen.Holder.HOLDING : StillOpen.Holder.GONE;
        }
        if (lease.isBehindItsThreadsInvocation()) {
            return StillOpen.Holder.GONE;
        }
        if (!acquiresAgain(site, stack, at)) {
            boolean hasEndedLater = isPassedOn && lease.holder.hasReturnedAnother(lease);
            return hasEndedLater ? StillOpen.Holder.AGAIN : StillOpen.Holder.HOLDING;
        }
        boolean isAnother = lease.errors() > 0
                || lease.holder.hasReturnedAnother(lease)
                || lease.holder.wasRefused(site, lease.acquiredNanos);
        return isAnother ? StillOpen.Holder.GONE : StillOpen.Holder.AGAIN;
    }

    /** Whether the owner's call is where it was when it acquired: in the same frames, in a {@code getConnection}. */
    private static boolean acquiresAgain(Site site, StackTraceElement[] stack, int ownerAt) {
        if (Sites.line(stack[ownerAt]).line() != site.owner().line()) {
            return false;
        }
        int next = Math.min(site.owners(), site.frames().size() - 1) - 1;
        for (int i = ownerAt - 1; i >= 0; i--) {
            boolean isExpected =
                    next >= 0 && Sites.line(stack[i]).equals(site.frames().get(next));
            if (isExpected) {
                next--;
            } else if (stack[i].getMethodName().equals("getConnection")) {
                return next < 0;
            } else if (Sites.isApplication(stack[i].getClassName())) {
                return false;
            }
        }
        return false;
    }

    /** Whether what keeps the connection when the method that acquired has returned is still under way. */
    private static boolean isKept(Lease lease, Site.Keeper keeper, StackTraceElement[] stack) {
        if (keeper == Site.Keeper.METHOD || lease.isBehindInvocation()) {
            return false;
        }
        if (keeper == Site.Keeper.SESSION && lease.isWithinInvocation()) {
            return true;
        }
        return isInTransaction(stack);
    }

    private static boolean isInTransaction(StackTraceElement[] stack) {
        for (StackTraceElement each : stack) {
            if (Frameworks.isAroundTransaction(each.getClassName())) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable CodeLine innermost(StackTraceElement[] stack) {
        for (StackTraceElement each : stack) {
            if (Sites.isApplication(each.getClassName())) {
                return Sites.line(each);
            }
        }
        for (StackTraceElement each : stack) {
            if (!Sites.isJdkOrOurs(each.getClassName())) {
                return Sites.line(each);
            }
        }
        return stack.length == 0 ? null : Sites.line(stack[0]);
    }
}
