package io.connwake.boot;

import org.jspecify.annotations.Nullable;

/**
 * The calls that the weaver puts into JDBC classes. None of them throws, whatever happens behind it: this is one of the
 * places where our code is entered, so {@link Throwable} stops here and is counted.
 */
public final class Hooks {
    private static final Sink SINK = Installation.installed();

    private Hooks() {}

    /** A data source is asked for a connection. */
    public static void acquiring(int hook, Object dataSource) {
        try {
            SINK.acquiring(hook, dataSource);
        } catch (Throwable unexpected) {
            swallowed(unexpected);
        }
    }

    /** It returned one. */
    public static void acquired(@Nullable Object connection, int hook) {
        try {
            SINK.acquired(hook, connection);
        } catch (Throwable unexpected) {
            swallowed(unexpected);
        }
    }

    /** A pool is being built. */
    public static void building(int hook, Object dataSource) {
        try {
            SINK.building(hook, dataSource);
        } catch (Throwable unexpected) {
            swallowed(unexpected);
        }
    }

    /** It is ready. */
    public static void built(int hook) {
        try {
            SINK.built(hook);
        } catch (Throwable unexpected) {
            swallowed(unexpected);
        }
    }

    /** A unit of work begins, by the name of its function. */
    public static void invoking(int hook, String function) {
        try {
            SINK.invoking(hook, function);
        } catch (Throwable unexpected) {
            swallowed(unexpected);
        }
    }

    /** It returned. */
    public static void invoked(int hook) {
        try {
            SINK.invoked(hook);
        } catch (Throwable unexpected) {
            swallowed(unexpected);
        }
    }

    /** A point of a boundary is reached. */
    public static void reaching(int hook, int point, @Nullable Object first, @Nullable Object second) {
        try {
            SINK.reaching(hook, point, first, second);
        } catch (Throwable unexpected) {
            swallowed(unexpected);
        }
    }

    /** It is left, with a result or null. */
    public static void reached(@Nullable Object result, int hook) {
        try {
            SINK.reached(hook, result);
        } catch (Throwable unexpected) {
            swallowed(unexpected);
        }
    }

    /** A data source is asked for a pooled connection. */
    public static void opening(int hook, Object dataSource) {
        try {
            SINK.opening(hook, dataSource);
        } catch (Throwable unexpected) {
            swallowed(unexpected);
        }
    }

    /** It returned one. */
    public static void opened(@Nullable Object pooledConnection, int hook) {
        try {
            SINK.opened(hook, pooledConnection);
        } catch (Throwable unexpected) {
            swallowed(unexpected);
        }
    }

    /** A driver is asked to connect. */
    public static void connecting(int hook, Object driver, @Nullable Object url) {
        try {
            SINK.connecting(hook, driver, url);
        } catch (Throwable unexpected) {
            swallowed(unexpected);
        }
    }

    /** It returned a connection, or null for a URL that is not its own. */
    public static void connected(@Nullable Object connection, int hook) {
        try {
            SINK.connected(hook, connection);
        } catch (Throwable unexpected) {
            swallowed(unexpected);
        }
    }

    /** A statement is executed. */
    public static void executing(int hook, Object statement) {
        try {
            SINK.executing(hook, statement);
        } catch (Throwable unexpected) {
            swallowed(unexpected);
        }
    }

    /** A statement executes a text. */
    public static void executing(int hook, Object statement, @Nullable Object sql) {
        try {
            SINK.executing(hook, statement, sql);
        } catch (Throwable unexpected) {
            swallowed(unexpected);
        }
    }

    /** A connection prepares a text, or a statement adds it to its batch. */
    public static void preparing(Object owner, @Nullable Object sql) {
        try {
            SINK.preparing(owner, sql);
        } catch (Throwable unexpected) {
            swallowed(unexpected);
        }
    }

    /** A connection or statement is given a setting, or sends what it has gathered. */
    public static void configuring(Object owner, String method, int value) {
        try {
            SINK.configuring(owner, method, value);
        } catch (Throwable unexpected) {
            swallowed(unexpected);
        }
    }

    /** Its execution returned. */
    public static void executed(int hook) {
        try {
            SINK.executed(hook);
        } catch (Throwable unexpected) {
            swallowed(unexpected);
        }
    }

    /** Its execution returned whether there are rows to read. */
    public static void executed(boolean hasRows, int hook) {
        try {
            SINK.executed(hook, hasRows);
        } catch (Throwable unexpected) {
            swallowed(unexpected);
        }
    }

    /** Its execution returned how many rows it changed. */
    public static void executed(int changed, int hook) {
        try {
            SINK.executed(hook, changed);
        } catch (Throwable unexpected) {
            swallowed(unexpected);
        }
    }

    /** A transaction is committed or rolled back. */
    public static void ending(int hook, Object connection) {
        try {
            SINK.ending(hook, connection);
        } catch (Throwable unexpected) {
            swallowed(unexpected);
        }
    }

    /** The commit, rollback or switch returned. */
    public static void ended(int hook) {
        try {
            SINK.ended(hook);
        } catch (Throwable unexpected) {
            swallowed(unexpected);
        }
    }

    /** A connection is asked whether it is valid. */
    public static void validating(int hook, Object connection) {
        try {
            SINK.validating(hook, connection);
        } catch (Throwable unexpected) {
            swallowed(unexpected);
        }
    }

    /** It answered. */
    public static void validated(boolean alive, int hook) {
        try {
            SINK.validated(hook, alive);
        } catch (Throwable unexpected) {
            swallowed(unexpected);
        }
    }

    /** The method entered under this number throws. */
    public static void failed(Throwable failure, int hook) {
        try {
            SINK.failed(hook, failure);
        } catch (Throwable unexpected) {
            swallowed(unexpected);
        }
    }

    /** A connection is closed, or returned to its pool, or a pool is closed. */
    public static void closing(Object closed) {
        try {
            SINK.closing(closed);
        } catch (Throwable unexpected) {
            swallowed(unexpected);
        }
    }

    /** A connection is aborted. */
    public static void aborting(Object connection) {
        try {
            SINK.aborting(connection);
        } catch (Throwable unexpected) {
            swallowed(unexpected);
        }
    }

    /** Auto-commit is switched. */
    public static void autoCommit(int hook, Object connection, boolean on) {
        try {
            SINK.autoCommit(hook, connection, on);
        } catch (Throwable unexpected) {
            swallowed(unexpected);
        }
    }

    /** A connection that is asked for a statement throws. */
    public static void refused(Object connection) {
        try {
            SINK.refused(connection);
        } catch (Throwable unexpected) {
            swallowed(unexpected);
        }
    }

    /** A connection returned a statement. */
    public static void created(Object connection, @Nullable Object statement) {
        try {
            SINK.created(connection, statement);
        } catch (Throwable unexpected) {
            swallowed(unexpected);
        }
    }

    private static void swallowed(Throwable unexpected) {
        try {
            SINK.swallowed(unexpected);
        } catch (Throwable again) {
            // Out of stack or memory even for counting: the application's own call is all that matters now.
        }
    }
}
