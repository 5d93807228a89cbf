package com.example.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;

/** Answers when three invocations are inside at once. */
public final class Meeting implements RequestHandler<String, String> {
    private static final CyclicBarrier ALL_HERE = new CyclicBarrier(3);

    @Override
    public String handleRequest(String order, Context context) {
        try {
            ALL_HERE.await(60, TimeUnit.SECONDS);
            Orders.ask();
            return "met";
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }
}
