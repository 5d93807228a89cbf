package io.connwake.pipeline.metrics;

import io.connwake.pipeline.model.Names;

/** The durations whose distribution is kept. */
public enum Timing {
    CREATE(Names.CREATE_TIME, Buckets.WAIT, "", ""),
    WAIT(Names.WAIT_TIME, Buckets.WAIT, "", ""),
    USE(Names.USE_TIME, Buckets.USE, "", ""),
    DB(Names.LEASE_DB_TIME, Buckets.USE, "", ""),
    IDLE_SURVIVED(Names.IDLE_TIME, Buckets.IDLE, Names.IDLE_OUTCOME, "survived"),
    VALIDATION_OK(Names.VALIDATION_TIME, Buckets.WAIT, Names.VALIDATION_RESULT, "ok"),
    VALIDATION_DEAD(Names.VALIDATION_TIME, Buckets.WAIT, Names.VALIDATION_RESULT, "dead");

    final String metric;
    final Buckets buckets;
    final String attribute;
    final String value;

    Timing(String metric, Buckets buckets, String attribute, String value) {
        this.metric = metric;
        this.buckets = buckets;
        this.attribute = attribute;
        this.value = value;
    }
}
