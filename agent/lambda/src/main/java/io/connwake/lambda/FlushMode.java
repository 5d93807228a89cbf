package io.connwake.lambda;

import java.util.Locale;

/** Who sends telemetry off, and when. */
public enum FlushMode {
    /** An internal extension, between the response and the freeze, when it is worth the time. */
    EXTENSION,
    /** The same after each invocation. */
    ALWAYS,
    /** The runtime's thread after each response, for a collector that runs as an extension beside it. */
    LOOPBACK,
    /** A thread of its own, for environments that are never frozen. */
    PERIODIC;

    private static final String MANAGED = "lambda-managed-instances";

    /**
     * @param asked for, as the setting has it; {@code auto} chooses
     * @param initType as in {@code AWS_LAMBDA_INITIALIZATION_TYPE}
     * @param collectorBeside whether a collector runs as an extension of this environment
     */
    static FlushMode of(String asked, String initType, boolean collectorBeside) {
        if (initType.equals(MANAGED)) {
            return PERIODIC; // internal extensions may be told of nothing there, and nothing is frozen
        }
        if (!asked.equals("auto")) {
            return valueOf(asked.toUpperCase(Locale.ROOT));
        }
        return collectorBeside ? LOOPBACK : EXTENSION;
    }

    boolean isEachTime() {
        return this == ALWAYS || this == LOOPBACK;
    }

    /** What the extension is to be told of, as the API writes it. */
    String events() {
        return this == PERIODIC ? "" : "\"INVOKE\"";
    }
}
