package com.example.fuzz;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What the stub's connections lead to: counts them, and fails on demand. */
final class StubServer {
    private static final Map<String, StubServer> ALL = new ConcurrentHashMap<>();

    final AtomicInteger opened = new AtomicInteger();
    final AtomicInteger closed = new AtomicInteger();
    volatile boolean refuses;

    static StubServer of(String database) {
        return ALL.computeIfAbsent(database, name -> new StubServer());
    }
}
