package com.example;

import java.util.concurrent.CountDownLatch;

/** An agent that never ends its start. */
public final class Stubborn {
    private Stubborn() {}

    public static void agentmain(String argument) throws InterruptedException {
        System.out.println("stubborn");
        new CountDownLatch(1).await();
    }
}
