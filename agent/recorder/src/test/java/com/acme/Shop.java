package com.acme;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import javax.sql.DataSource;

/** An application as the tests see it; the class behind it is defined by the loader of the woven libraries. */
public interface Shop {
    /** Borrows by a helper, does the step, and gives back. */
    void place(DataSource source, Step step) throws Exception;

    /** The same, and forgets to give back. */
    void forget(DataSource source, Step step) throws Exception;

    /** Lets a framework borrow, does the step, and leaves the rest to that. */
    void let(Callable<Connection> framework, Step step) throws Exception;

    /** Borrows in the constructor of an object that keeps the connection. */
    AutoCloseable keep(DataSource source) throws SQLException;

    /** Reads as a stream that a helper opens; what the stream holds is given back by its close. */
    void read(DataSource source, Step step) throws Exception;

    Connection connect(String url) throws SQLException;
}
