package com.example.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;

/** {@code "ask"} and the like as the event. */
public final class OrderHandler implements RequestHandler<String, String> {
    @Override
    public String handleRequest(String order, Context context) {
        try {
            return Orders.serve(order);
        } catch (RuntimeException failed) {
            throw failed;
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }
}
