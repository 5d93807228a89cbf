package com.acme;

/** Does as the interface says. */
public final class Postman implements Round {
    @Override
    public String unit() {
        return "letters";
    }
}
