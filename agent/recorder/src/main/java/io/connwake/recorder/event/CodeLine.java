package io.connwake.recorder.event;

import org.jspecify.annotations.Nullable;

/** One line of code as a stack trace names it. {@code line} is 0 where the class carries no line numbers. */
public record CodeLine(
        String className, String method, @Nullable String file, int line) {
    // Written out: what the compiler generates for a record is linked at run time, which costs a short-lived JVM 50 ms.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CodeLine that
                && line == that.line
                && method.equals(that.method)
                && className.equals(that.className);
    }

    @Override
    public int hashCode() {
        return (className.hashCode() * 31 + method.hashCode()) * 31 + line;
    }

    /** {@code com.acme.Orders.place}. */
    public String function() {
        return className + "." + method;
    }

    /** {@code com.acme.Orders.place(Orders.java:42)}. */
    @Override
    public String toString() {
        if (file == null) {
            return function();
        }
        return function() + "(" + file + (line > 0 ? ":" + line : "") + ")";
    }
}
