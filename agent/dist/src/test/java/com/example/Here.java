package com.example;

/** Lets a program say where it is going to acquire, so that a test knows the line that has to be named. */
final class Here {
    private Here() {}

    /** Prints {@code site NAME FILE:LINE} of the line after the call. */
    static void acquires(String name) {
        StackWalker.StackFrame caller = StackWalker.getInstance()
                .walk(frames -> frames.skip(1).findFirst().orElseThrow());
        System.out.println("site " + name + " " + caller.getFileName() + ":" + (caller.getLineNumber() + 1));
    }
}
