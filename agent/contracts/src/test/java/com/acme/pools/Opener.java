package com.acme.pools;

import java.sql.Connection;
import java.sql.SQLException;

/** How a pool gets its connections. */
@FunctionalInterface
public interface Opener {
    Connection open() throws SQLException;
}
