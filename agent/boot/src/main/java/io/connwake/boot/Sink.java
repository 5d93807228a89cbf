package io.connwake.boot;

import org.jspecify.annotations.Nullable;

/**
 * Where the hooks lead. A hook number identifies one woven method; a call that was entered under a number is left under
 * the same number, by {@code …ed} when the method returns and by {@link #failed} when it throws. The number of a method
 * whose name says that it writes ({@code executeUpdate}, {@code executeBatch}) or commits is odd, all others are even.
 */
public interface Sink {
    /** The bit of a hook number that says so. */
    int WRITES = 1;

    void acquiring(int hook, Object dataSource);

    void acquired(int hook, @Nullable Object connection);

    /** A pool is being built: by its constructor, or by being started. */
    void building(int hook, Object dataSource);

    void built(int hook);

    /** An invocation: a call of a function that is configured as the beginning of a unit of work. */
    void invoking(int hook, String function);

    void invoked(int hook);

    /**
     * A point at which units of work begin or end is reached: a server has a request, a runtime asks for an event.
     *
     * @param point one of {@link Points}
     */
    void reaching(int hook, int point, @Nullable Object first, @Nullable Object second);

    void reached(int hook, @Nullable Object result);

    /**
     * A driver is asked for a connection that it lends itself, by handles: {@code getPooledConnection}, {@code
     * getXAConnection}.
     */
    void opening(int hook, Object dataSource);

    void opened(int hook, @Nullable Object pooledConnection);

    void connecting(int hook, Object driver, @Nullable Object url);

    void connected(int hook, @Nullable Object connection);

    void executing(int hook, Object statement);

    void executing(int hook, Object statement, @Nullable Object sql);

    /** A connection prepares a text, or a statement adds it to its batch. */
    void preparing(Object owner, @Nullable Object sql);

    /** A setting is made, or a call whose way to the server matters: by the name of its method. */
    void configuring(Object owner, String method, int value);

    void executed(int hook);

    /** Like {@link #executed(int)}, of an {@code execute} that tells whether there are rows to read. */
    void executed(int hook, boolean hasRows);

    /** Like {@link #executed(int)}, of an {@code executeUpdate} that tells how many rows it changed. */
    void executed(int hook, int changed);

    /** A commit or a rollback. */
    void ending(int hook, Object connection);

    void ended(int hook);

    void validating(int hook, Object connection);

    void validated(int hook, boolean alive);

    void failed(int hook, Throwable failure);

    /** A connection or a pool. */
    void closing(Object closed);

    void aborting(Object connection);

    /** Left like a commit: switching it on is one. */
    void autoCommit(int hook, Object connection, boolean on);

    /** A connection that is asked for a statement throws. */
    void refused(Object connection);

    void created(Object connection, @Nullable Object statement);

    /** A failure of ours that a hook swallowed. */
    void swallowed(Throwable failure);
}
