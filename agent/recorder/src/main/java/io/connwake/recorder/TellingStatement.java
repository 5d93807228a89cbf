package io.connwake.recorder;

/**
 * The record of a prepared statement whose text says more than that it may write.
 *
 * @param of the lease that it was made in, or the connection where that was not lent
 * @param says what its first word says
 */
record TellingStatement(Object of, FirstWord says) {}
