package io.connwake.pipeline.metrics;

/** What the agent counts about itself. */
public record AgentCounts(
        long events,
        Counts eventsDropped,
        Counts spansDropped,
        long errors,
        Counts tapsUnmatched,
        long exportsFailed,
        Counts findings) {}
