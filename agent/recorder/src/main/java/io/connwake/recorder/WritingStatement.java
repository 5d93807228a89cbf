package io.connwake.recorder;

/**
 * The record of a prepared statement whose text writes, also where it returns rows.
 *
 * @param of the lease that it was made in, or the connection where that was not lent
 */
record WritingStatement(Object of) {}
