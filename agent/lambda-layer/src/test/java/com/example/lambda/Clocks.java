package com.example.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;

/** Tells both clocks, in milliseconds, after a sleep of 100 ms: {@code "monotonic wall slept"}. */
public final class Clocks implements RequestHandler<String, String> {
    @Override
    public String handleRequest(String order, Context context) {
        try {
            long before = System.nanoTime();
            Thread.sleep(100);
            long after = System.nanoTime();
            return after / 1_000_000 + " " + System.currentTimeMillis() + " " + (after - before) / 1_000_000;
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
