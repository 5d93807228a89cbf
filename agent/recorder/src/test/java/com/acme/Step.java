package com.acme;

import java.sql.Connection;

/** What the application does with a connection. */
@FunctionalInterface
public interface Step {
    void with(Connection connection) throws Exception;
}
