package io.connwake.otlp.logging;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Counts warnings and worse, forgets the rest, prints nothing. */
public final class Logger {
    private static final Logger ONLY = new Logger();
    private static final AtomicLong PROBLEMS = new AtomicLong();

    private Logger() {}

    /** Warnings and worse, of the whole SDK, since the start. */
    public static long problems() {
        return PROBLEMS.get();
    }

    public static Logger getLogger(String name) {
        return ONLY;
    }

    public boolean isLoggable(Level level) {
        return level.isProblem();
    }

    public void log(Level level, @Nullable String message) {
        if (level.isProblem()) {
            PROBLEMS.incrementAndGet();
        }
    }

    public void log(Level level, @Nullable String message, @Nullable Object parameter) {
        log(level, message);
    }

    public void log(Level level, @Nullable String message, Object @Nullable [] parameters) {
        log(level, message);
    }

    public void log(Level level, @Nullable String message, @Nullable Throwable thrown) {
        log(level, message);
    }

    public void severe(@Nullable String message) {
        log(Level.SEVERE, message);
    }

    public void warning(@Nullable String message) {
        log(Level.WARNING, message);
    }

    public void info(@Nullable String message) {}

    public void fine(@Nullable String message) {}
}
