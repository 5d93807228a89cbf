package io.connwake.pipeline.origin;

/** Before the first invocation, inside one, or neither; as {@link Phases}, that of a process that never leaves it. */
public enum Phase implements Phases {
    INIT("init"),
    HANDLER("handler"),
    BACKGROUND("background");

    private final String label;

    Phase(String label) {
        this.label = label;
    }

    @Override
    public Phase at(long nanos) {
        return this;
    }

    public String label() {
        return label;
    }
}
