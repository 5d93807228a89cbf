package com.acme.pool;

import java.sql.Connection;

public abstract class MiddleWrapper extends Wrapper {
    public MiddleWrapper(Connection wrapped) {
        super(wrapped);
    }
}
