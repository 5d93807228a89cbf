package com.example.lambda;

/** A handler that implements nothing: {@code com.example.lambda.OrderFunction::handle}. */
public final class OrderFunction {
    public String handle(String order) throws Exception {
        return Orders.serve(order);
    }
}
