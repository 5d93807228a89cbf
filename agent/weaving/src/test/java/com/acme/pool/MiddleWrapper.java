package com.acme.pool;

import java.sql.Connection;

public abstract class MiddleWrapper extends Wrapper {
    protected MiddleWrapper(Connection wrapped) {
        super(wrapped);
    }
}
