package com.example.work;

import java.io.IOException;

/** The end of a program, which comes when whoever started it says so. */
final class Finale {
    private Finale() {}

    /** All work is done, and what comes of that is printed. */
    static void await() throws IOException {
        System.out.println("worked");
        System.in.read();
    }

    static void last() {
        System.out.println("end");
    }
}
