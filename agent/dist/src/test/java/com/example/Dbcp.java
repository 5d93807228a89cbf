package com.example;

import org.apache.commons.dbcp2.BasicDataSource;

/** Commons DBCP 2 as it comes: an acquire waits for ever. */
final class Dbcp {
    private Dbcp() {}

    static BasicDataSource pool(String url, String user, String password, int size) {
        BasicDataSource pool = new BasicDataSource();
        pool.setUrl(url);
        pool.setUsername(user);
        pool.setPassword(password);
        pool.setMaxTotal(size);
        return pool;
    }
}
