package io.connwake.recorder.event;

import org.jspecify.annotations.Nullable;

/** One line of code as a stack trace names it. {@code line} is 0 where the class carries no line numbers. */
public record CodeLine(
        String className, String method, @Nullable String file, int line) {
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
