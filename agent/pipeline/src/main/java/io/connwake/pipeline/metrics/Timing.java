package io.connwake.pipeline.metrics;

import io.connwake.pipeline.model.Names;

/** The durations whose distribution is kept. */
public enum Timing {
    CREATE(Names.CREATE_TIME, "", ""),
    WAIT(Names.WAIT_TIME, "", ""),
    USE(Names.USE_TIME, "", ""),
    DB(Names.LEASE_DB_TIME, "", ""),
    IDLE_SURVIVED(Names.IDLE_TIME, Names.IDLE_OUTCOME, "survived"),
    IDLE_DIED(Names.IDLE_TIME, Names.IDLE_OUTCOME, "died"),
    VALIDATION_OK(Names.VALIDATION_TIME, Names.VALIDATION_RESULT, "ok"),
    VALIDATION_DEAD(Names.VALIDATION_TIME, Names.VALIDATION_RESULT, "dead");

    final String metric;
    final String attribute;
    final String value;

    Timing(String metric, String attribute, String value) {
        this.metric = metric;
        this.attribute = attribute;
        this.value = value;
    }
}
