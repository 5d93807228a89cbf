package io.connwake.pipeline.spans;

/** Why a span is kept. The more it matters, the more of the cap is open to it. */
public enum Worth {
    FINDING(100),
    ERROR(90),
    OPEN(75),
    WAIT(60),
    BORING(0);

    final int percentOfCap;

    Worth(int percentOfCap) {
        this.percentOfCap = percentOfCap;
    }
}
