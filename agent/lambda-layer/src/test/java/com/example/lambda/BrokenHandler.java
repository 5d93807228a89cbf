package com.example.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;

/** Can not be made. */
public final class BrokenHandler implements RequestHandler<String, String> {
    public BrokenHandler() {
        throw new IllegalStateException("this handler can not be made");
    }

    @Override
    public String handleRequest(String order, Context context) {
        return order;
    }
}
