package io.connwake.benchmarks.program;

import java.sql.Statement;

/** A statement that does nothing; {@link TrivialDriver} makes it concrete without the methods that nobody calls. */
public abstract class TrivialStatement implements Statement {
    private int executions;

    @Override
    public boolean execute(String sql) {
        return ++executions < 0;
    }

    @Override
    public void close() {}
}
