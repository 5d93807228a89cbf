package io.connwake.pipeline;

import io.connwake.pipeline.origin.Guard;
import io.connwake.pipeline.origin.SpanIds;
import io.connwake.pipeline.origin.WallClock;
import io.connwake.pipeline.rules.Frameworks;
import io.connwake.pipeline.rules.Notice;

/** All that the pipeline does not find out by itself. */
public record Surroundings(
        WallClock clock, SpanIds ids, Guard guard, Notice notice, Taps taps, Frameworks.LoadedClass loaded) {}
