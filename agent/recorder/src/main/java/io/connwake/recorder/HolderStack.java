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

    private HolderStack(StillOpen.Holder state, @Nullable CodeLine at, boolean inDriver) {
        this.state = state;
        this.at = at;
        this.inDriver = inDriver;
    }

    static HolderStack of(Lease lease) {
        Thread thread = lease.holder.get();
        boolean isKept = lease.connection != null && lease.connection.kept == lease;
        if (isKept || lease.isDoubtful()) {
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
        if (lease.site == null) {
            return new HolderStack(StillOpen.Holder.UNKNOWN, innermost(stack), isInDriver(stack));
        }
        boolean holding = isInOwner(lease, lease.site.owner(), stack) || isKept(lease, lease.site.keeper(), stack);
        StillOpen.Holder behind = isMeantToLast ? StillOpen.Holder.KEEPING : StillOpen.Holder.GONE;
        StillOpen.Holder state = holding ? StillOpen.Holder.HOLDING : behind;
        return new HolderStack(state, innermost(stack), isInDriver(stack));
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
     * what is open has failed, or another was acquired there since and given back. So does a loop that keeps several, and it
     * is taken for another call while it waits.
     */
    private static boolean isInOwner(Lease lease, CodeLine owner, StackTraceElement[] stack) {
        int calls = 0;
        boolean acquires = false;
        boolean acquiresAgain = false;
        for (StackTraceElement each : stack) {
            acquires |= each.getMethodName().equals("getConnection");
            if (each.getMethodName().equals(owner.method())) {
                CodeLine line = Sites.line(each);
                if (line.className().equals(owner.className())) {
                    calls++;
                    acquiresAgain = acquires && line.line() == owner.line();
                }
            }
        }
        if (calls != 1) {
            return calls > 1;
        }
        boolean isAnother = acquiresAgain && (lease.errors() > 0 || lease.holder.hasReturnedAnother(lease));
        return !isAnother && !lease.isBehindItsThreadsInvocation();
    }

    /** Whether what keeps the connection when the method that acquired has returned is still under way. */
    private static boolean isKept(Lease lease, Site.Keeper keeper, StackTraceElement[] stack) {
        if (keeper == Site.Keeper.METHOD || lease.isBehindInvocation()) {
            return false;
        }
        if (keeper == Site.Keeper.SESSION && lease.isWithinInvocation()) {
            return true;
        }
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
