package io.connwake.recorder;

import io.connwake.boot.Points;
import java.lang.StackWalker.StackFrame;
import java.util.Iterator;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * How many calls that may be a unit of work are under way on this thread. Nothing is initialised here: the first look
 * may find the stack nearly full, and a class whose initialisation failed is lost for good.
 */
final class OnStack implements Function<Stream<StackFrame>, Integer> {
    private final Frame unit;

    private OnStack(Frame unit) {
        this.unit = unit;
    }

    /** @param unit of a configured method, whose calls are counted whatever their parameters, or of a boundary */
    static int count(Frame unit) {
        return Sites.DESCRIBING.walk(new OnStack(unit));
    }

    @Override
    public Integer apply(Stream<StackFrame> stack) {
        int count = 0;
        for (Iterator<StackFrame> each = stack.iterator(); each.hasNext(); ) {
            count += isOne(each.next()) ? 1 : 0;
        }
        return count;
    }

    private boolean isOne(StackFrame frame) {
        String method = frame.getMethodName();
        if (unit.kind() == Frame.Kind.INVOKE) {
            return (frame.getClassName() + "." + method).equals(unit.source);
        }
        if (unit.point == Points.LAMBDA_HANDLER) {
            return method.equals("handleRequest") && frame.getDescriptor().contains("/lambda/runtime/Context;)");
        }
        return (method.equals("service") || method.equals("doFilter")) && takesRequest(frame.getDescriptor());
    }

    private static boolean takesRequest(String descriptor) {
        return descriptor.startsWith("(Ljakarta/servlet/ServletRequest;")
                || descriptor.startsWith("(Ljavax/servlet/ServletRequest;");
    }
}
