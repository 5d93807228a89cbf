package com.acme;

import java.sql.Connection;
import java.util.concurrent.Callable;

/** Does as it is told. */
public interface Scripted {
    void script(Callable<Connection> answer);
}
