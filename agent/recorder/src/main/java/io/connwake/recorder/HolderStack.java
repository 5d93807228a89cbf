package io.connwake.recorder;

import io.connwake.recorder.event.CodeLine;
import io.connwake.recorder.event.StillOpen;
import org.jspecify.annotations.Nullable;

/** One look at the thread that acquired a lease. */
final class HolderStack {
    final StillOpen.Holder state;
    final @Nullable CodeLine at;

    private HolderStack(StillOpen.Holder state, @Nullable CodeLine at) {
        this.state = state;
        this.at = at;
    }

    static HolderStack of(Lease lease) {
        Thread thread = lease.holder.get();
        if (lease.connection != null && lease.connection.kept == lease) {
            return new HolderStack(StillOpen.Holder.UNKNOWN, null);
        }
        if (lease.lastUser != null && lease.lastUser != lease.holder) {
            return new HolderStack(StillOpen.Holder.HANDED_OVER, null);
        }
        if (thread == null || lease.holder.isDead()) {
            return new HolderStack(StillOpen.Holder.DEAD, null);
        }
        StackTraceElement[] stack = thread.getStackTrace();
        if (lease.site == null) {
            return new HolderStack(StillOpen.Holder.UNKNOWN, innermost(stack));
        }
        boolean holding = contains(stack, lease.site.owner());
        return new HolderStack(holding ? StillOpen.Holder.HOLDING : StillOpen.Holder.GONE, innermost(stack));
    }

    /** Whether a method of that name is on the thread's stack. */
    static boolean isIn(String method, Holder holder) {
        Thread thread = holder.get();
        if (thread != null) {
            for (StackTraceElement each : thread.getStackTrace()) {
                if (each.getMethodName().equals(method)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean contains(StackTraceElement[] stack, CodeLine owner) {
        for (StackTraceElement each : stack) {
            if (each.getMethodName().equals(owner.method())
                    && each.getClassName().equals(owner.className())) {
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
        return stack.length == 0 ? null : Sites.line(stack[0]);
    }
}
