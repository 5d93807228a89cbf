package io.connwake.pipeline.rules;

import io.connwake.recorder.event.PoolFacts;

/** A setting of a pool that does not do what was asked of it. All is told of the settings as they were asked for. */
interface Conflict {
    boolean isThere(PoolFacts facts);

    /** What does not do what was asked of it. */
    String without(PoolProperties names, PoolFacts facts);

    String because(PoolProperties names, PoolFacts facts);

    String advice(PoolProperties names, PoolFacts facts, Frameworks frameworks);
}
