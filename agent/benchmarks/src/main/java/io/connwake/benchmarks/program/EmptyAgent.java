package io.connwake.benchmarks.program;

/** What any agent costs: the baseline of ours. Packaged into a jar of its own. */
public final class EmptyAgent {
    private EmptyAgent() {}

    public static void premain(String arguments) {}
}
