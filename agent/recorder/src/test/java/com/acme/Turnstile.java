package com.acme;

import java.util.concurrent.CountDownLatch;

/** A function that a database may call, which returns when it is let. */
public final class Turnstile {
    private static volatile CountDownLatch entered = new CountDownLatch(1);
    private static volatile CountDownLatch mayLeave = new CountDownLatch(1);

    public static int pass() throws InterruptedException {
        entered.countDown();
        mayLeave.await();
        return 1;
    }

    public static void close() {
        entered = new CountDownLatch(1);
        mayLeave = new CountDownLatch(1);
    }

    public static void awaitSomebody() throws InterruptedException {
        entered.await();
    }

    public static void open() {
        mayLeave.countDown();
    }

    private Turnstile() {}
}
