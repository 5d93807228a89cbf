/**
 * What happened, as immutable facts: the ring's contract between the application's threads and the ledger. Nothing
 * here refers to an object of the application. All instants are of the recorder's clock, which runs on over
 * freezes; all ids are positive and unique in the process, 0 means "not known" or "none".
 *
 * <table>
 * <caption>Events</caption>
 * <tr><th>event</th><th>made by</th><th>when</th></tr>
 * <tr><td>{@link io.connwake.recorder.event.PoolSeen}</td><td>application thread</td><td>a pool is being built, or its first acquire returned or failed, or its settings changed since</td></tr>
 * <tr><td>{@link io.connwake.recorder.event.PoolBuilt}</td><td>application thread</td><td>the constructor, {@code start} or {@code init} of a pool's data source returned or threw</td></tr>
 * <tr><td>{@link io.connwake.recorder.event.PoolClosed}</td><td>application thread, or the sweep for garbage</td><td>a pool's data source is being closed, or nobody refers to it any more</td></tr>
 * <tr><td>{@link io.connwake.recorder.event.PoolCounted}</td><td>sweep</td><td>somebody waits for a pool that is older than the agent or has connections in transactions, seen once a second</td></tr>
 * <tr><td>{@link io.connwake.recorder.event.Acquired}</td><td>application thread</td><td>an outermost {@code getConnection} of a data source, or of a driver's pooled connection, returned a connection</td></tr>
 * <tr><td>{@link io.connwake.recorder.event.AcquireFailed}</td><td>application thread</td><td>an outermost {@code getConnection} threw</td></tr>
 * <tr><td>{@link io.connwake.recorder.event.Released}</td><td>application thread, or the sweep where the ring was full</td><td>the leased handle was closed</td></tr>
 * <tr><td>{@link io.connwake.recorder.event.Opened}, {@link io.connwake.recorder.event.OpenFailed}</td><td>application thread</td><td>a driver's connect, or its {@code getPooledConnection}, returned or threw</td></tr>
 * <tr><td>{@link io.connwake.recorder.event.Closed}</td><td>application thread, or the sweep for garbage</td><td>a physical connection was closed or aborted, or nobody refers to it any more</td></tr>
 * <tr><td>{@link io.connwake.recorder.event.Validated}</td><td>application thread</td><td>the driver's {@code isValid} returned</td></tr>
 * <tr><td>{@link io.connwake.recorder.event.Survived}</td><td>application thread</td><td>a driver call returned after a second or more of idleness</td></tr>
 * <tr><td>{@link io.connwake.recorder.event.StatementFailed}</td><td>application thread</td><td>a driver call threw an SQLException</td></tr>
 * <tr><td>{@link io.connwake.recorder.event.Pinned}</td><td>application thread</td><td>on a connection to a proxy a call was made that pins its session</td></tr>
 * <tr><td>{@link io.connwake.recorder.event.PinnedFor}</td><td>sweep</td><td>a connection is pinned, seen once a second, and when it is closed</td></tr>
 * <tr><td>{@link io.connwake.recorder.event.WorkSettled}</td><td>application thread</td><td>work that a lease left uncommitted was committed or rolled back</td></tr>
 * <tr><td>{@link io.connwake.recorder.event.Misused}</td><td>application thread</td><td>a lease was closed twice, used after its close, or used by two threads at once</td></tr>
 * <tr><td>{@link io.connwake.recorder.event.Waiting}</td><td>sweep</td><td>an acquire is under way, seen once a second</td></tr>
 * <tr><td>{@link io.connwake.recorder.event.StillOpen}, {@link io.connwake.recorder.event.Garbage}, {@link io.connwake.recorder.event.LikelySite}</td><td>sweep</td><td>an open lease was looked at</td></tr>
 * </table>
 */
@NullMarked
package io.connwake.recorder.event;

import org.jspecify.annotations.NullMarked;
