package io.connwake.recorder;

import io.connwake.recorder.event.CodeLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which threads wait for a connection and which are inside a driver, as nothing but their stacks tell. */
public final class ThreadsAtWork {
    private final List<Working> waiting = new ArrayList<>();
    private final List<Working> inDriver = new ArrayList<>();

    /**
     * One of them.
     *
     * @param library the pool or driver it is in
     * @param call the library's method that the application called
     * @param at the application's line; null if there is none on the stack
     */
    public record Working(
            String thread,
            String library,
            String call,
            @Nullable CodeLine at) {}

    public ThreadsAtWork(Map<Thread, StackTraceElement[]> stacks) {
        for (Map.Entry<Thread, StackTraceElement[]> each : stacks.entrySet()) {
            read(Holder.told(each.getKey()), each.getValue());
        }
    }

    /** Inside a pool's {@code getConnection}, and not opening or testing a connection there. */
    public List<Working> waiting() {
        return waiting;
    }

    /** Inside a driver's call, be it that a pool opens or tests a connection. */
    public List<Working> inDriver() {
        return inDriver;
    }

    private void read(String thread, StackTraceElement[] stack) {
        int asked = acquire(stack);
        int application = application(stack, asked + 1);
        int driver = driver(stack, application);
        if (driver >= 0) {
            if (application < stack.length || !isHousekeeping(stack[driver])) {
                inDriver.add(working(thread, stack, driver, application));
            }
        } else if (asked >= 0) {
            waiting.add(working(thread, stack, pool(stack, asked), application));
        }
    }

    /** The first frame of the application from there on, or of a framework that asks for its own ends. */
    private static int application(StackTraceElement[] stack, int from) {
        int framework = stack.length;
        for (int at = from; at < stack.length; at++) {
            String className = stack[at].getClassName();
            if (Sites.isApplication(className)) {
                return at;
            }
            if (framework == stack.length && Frameworks.has(className) && !Libraries.passesConnectionsOn(className)) {
                framework = at;
            }
        }
        return framework;
    }

    /** The outermost {@code getConnection} of a data source; whatever that calls is still within it. */
    private static int acquire(StackTraceElement[] stack) {
        for (int i = stack.length - 1; i >= 0; i--) {
            if (isAcquire(stack[i])) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isAcquire(StackTraceElement frame) {
        String className = frame.getClassName();
        return frame.getMethodName().equals("getConnection")
                && (Libraries.isPool(className) || simple(className).contains("DataSource"));
    }

    /** The pool's own, behind wrappers and data sources of the application. */
    private static int pool(StackTraceElement[] stack, int outermost) {
        for (int i = outermost; i >= 0; i--) {
            if (isAcquire(stack[i]) && Libraries.isPool(stack[i].getClassName())) {
                return i;
            }
        }
        return outermost;
    }

    /** The outermost call of a driver on the way there. */
    private static int driver(StackTraceElement[] stack, int application) {
        int end = Math.min(application, stack.length);
        for (int i = end - 1; i >= 0; i--) {
            if (Libraries.isDriver(stack[i].getClassName())) {
                return i;
            }
        }
        return -1;
    }

    /** Where nobody called the driver, its own thread did, which is always there: no method of JDBC is {@code run}. */
    private static boolean isHousekeeping(StackTraceElement outermost) {
        return outermost.getMethodName().equals("run");
    }

    private static Working working(String thread, StackTraceElement[] stack, int at, int application) {
        StackTraceElement called = stack[at];
        Libraries library = Libraries.of(called.getClassName());
        String simple = simple(called.getClassName());
        return new Working(
                thread,
                library == null ? simple : library.label,
                simple + "." + called.getMethodName(),
                application == stack.length ? null : Sites.line(stack[application]));
    }

    private static String simple(String className) {
        return className.substring(className.lastIndexOf('.') + 1);
    }
}
