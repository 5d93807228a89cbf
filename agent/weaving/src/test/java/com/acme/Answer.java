package com.acme;

import java.sql.SQLException;

/** What a class of {@code com.acme.pool} does when it is called; shared with the tests, so not woven. */
@FunctionalInterface
public interface Answer {
    Answer NOTHING = () -> null;

    Object give() throws SQLException;
}
