package com.example.lambda;

import com.amazonaws.services.lambda.crac.Core;
import com.amazonaws.services.lambda.crac.Resource;
import com.amazonaws.services.lambda.runtime.RequestHandler;

/** Tells what it has heard of its snapshot. */
public final class Restored implements RequestHandler<String, String>, Resource {
    private String heard = "";

    public Restored() throws Exception {
        Core.getGlobalContext().register(this);
        Orders.ask();
    }

    @Override
    public void beforeCheckpoint(com.amazonaws.services.lambda.crac.Context<? extends Resource> context) {
        heard += "before ";
    }

    @Override
    public void afterRestore(com.amazonaws.services.lambda.crac.Context<? extends Resource> context) throws Exception {
        heard += "after ";
        Orders.ask();
    }

    @Override
    public String handleRequest(String order, com.amazonaws.services.lambda.runtime.Context context) {
        return heard;
    }
}
