package io.connwake.pipeline.model;

/** What emits: the process, as resource attributes. */
public record Resource(Attributes attributes) {}
