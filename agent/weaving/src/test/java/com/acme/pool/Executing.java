package com.acme.pool;

import java.sql.Connection;

/** Executes something, but nothing of a database. */
public class Executing {
    public Connection wanted;

    public void execute(Runnable task) {
        task.run();
    }

    public void close() {}

    public boolean isValid(int number) {
        return number > 0;
    }
}
