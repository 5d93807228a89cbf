package com.acme;

import java.sql.Connection;
import javax.sql.DataSource;

/** Ways to put a handle around a connection. */
public interface Wrapping {
    Connection byLambda(Connection inner);

    Connection byReference(Connection inner);

    Connection byArray(Connection inner);

    Connection byHolder(Connection inner);

    /** Passes on the close as well. */
    Connection around(Connection inner);

    /** Borrows when it is used. */
    Connection lazily(DataSource source);
}
