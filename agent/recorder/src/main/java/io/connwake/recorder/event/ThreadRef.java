package io.connwake.recorder.event;

/** A thread by number and name; it does not keep the thread alive. */
public record ThreadRef(long id, String name) {
    /** As people call it: virtual threads mostly have no name. */
    public String label() {
        return name.isEmpty() ? "#" + id : name;
    }
}
