package com.example.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;

/** Takes {@code INIT_MILLIS} to be made. */
public final class SlowInit implements RequestHandler<String, String> {
    public SlowInit() throws InterruptedException {
        Thread.sleep(Long.parseLong(System.getenv("INIT_MILLIS")));
    }

    @Override
    public String handleRequest(String order, Context context) {
        return order;
    }
}
