package com.acme;

/** What an application names as a unit of work, with bodies in an interface. */
public interface Round {
    String unit();

    default String run() {
        return "did " + unit();
    }

    static String of(String unit) {
        return "did " + unit;
    }
}
