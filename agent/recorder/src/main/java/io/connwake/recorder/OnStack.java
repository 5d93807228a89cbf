package io.connwake.recorder;

import java.lang.StackWalker.StackFrame;
import java.util.Iterator;
import java.util.function.Function;
import java.util.stream.Stream;

/** How many calls of a method are under way on this thread. */
final class OnStack implements Function<Stream<StackFrame>, Long> {
    private final String method;

    private OnStack(String method) {
        this.method = method;
    }

    /** @param method as {@code com.acme.Job.run}, whatever its parameters */
    static long count(String method) {
        return StackWalker.getInstance().walk(new OnStack(method));
    }

    @Override
    public Long apply(Stream<StackFrame> stack) {
        long count = 0;
        for (Iterator<StackFrame> each = stack.iterator(); each.hasNext(); ) {
            StackFrame frame = each.next();
            count += method.equals(frame.getClassName() + "." + frame.getMethodName()) ? 1 : 0;
        }
        return count;
    }
}
