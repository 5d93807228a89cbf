package io.connwake.recorder.event;

import org.jspecify.annotations.Nullable;

/**
 * A lease ended by {@code close()}. It carries its beginning, so that a lease whose {@link Acquired} was lost is whole
 * again.
 *
 * @param statements executions inside the driver
 * @param errors how many of them, commits and rollbacks included, threw
 * @param dbNanos time spent inside the driver by them
 * @param survivedIdleNanos the longest time that nothing had reached the server before a call on the connection went well that did;
 *     −1 if none did
 * @param transactionLeftOpen auto-commit was off, or SQL had begun a transaction, and there was a statement after the last commit or rollback
 * @param workLeft one of those was an update, a batch, or an {@code execute} that returned no rows, and no transaction
 *     manager is known to look after it
 */
public record Released(
        long atNanos,
        Acquired acquired,
        ThreadRef thread,
        int statements,
        int errors,
        long dbNanos,
        long survivedIdleNanos,
        @Nullable String lastSqlState,
        boolean transactionLeftOpen,
        boolean workLeft)
        implements Event {}
