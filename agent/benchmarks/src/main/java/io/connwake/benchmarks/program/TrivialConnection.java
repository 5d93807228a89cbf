package io.connwake.benchmarks.program;

import java.sql.Connection;
import java.sql.Statement;

/** A connection to nowhere; {@link TrivialDriver} makes it concrete without the methods that nobody calls. */
public abstract class TrivialConnection implements Connection {
    @Override
    public Statement createStatement() {
        return TrivialDriver.make(Statement.class, "TrivialStatement");
    }

    @Override
    public void close() {}
}
