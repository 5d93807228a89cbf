package io.connwake.recorder.event;

/** A thread by number and name; it does not keep the thread alive. */
public record ThreadRef(long id, String name) {}
