package io.connwake.pipeline.origin;

/** Before the first invocation, inside one, or neither; a process without invocations never leaves the first. */
public enum Phase {
    INIT("init"),
    HANDLER("handler"),
    BACKGROUND("background");

    private final String label;

    Phase(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
