package io.connwake.recorder.event;

/** How a unit of work ended. */
public enum Ending {
    OK("ok"),
    ERROR("error"),
    /** It was given more time than it had. */
    TIMEOUT("timeout"),
    /** The process was told to end while it was under way. */
    KILLED("killed");

    private final String label;

    Ending(String label) {
        this.label = label;
    }

    /** As it is told. */
    public String label() {
        return label;
    }
}
