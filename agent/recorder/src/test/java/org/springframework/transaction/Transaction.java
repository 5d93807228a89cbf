package org.springframework.transaction;

import java.util.concurrent.Callable;

/** As it is around a method of the application. */
public final class Transaction {
    private Transaction() {}

    public static void around(Callable<?> method) throws Exception {
        method.call();
    }
}
