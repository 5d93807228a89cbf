package io.connwake.benchmarks.program;

/** What a JVM costs that does nothing. */
public final class Empty {
    private Empty() {}

    public static void main(String[] args) {}
}
