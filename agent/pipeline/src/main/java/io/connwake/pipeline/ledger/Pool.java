package io.connwake.pipeline.ledger;

import io.connwake.pipeline.metrics.Gauges;
import io.connwake.pipeline.metrics.Meters;
import io.connwake.pipeline.metrics.Series;
import io.connwake.pipeline.model.Attributes;
import io.connwake.pipeline.origin.SpanIds;
import io.connwake.recorder.event.Opened;
import io.connwake.recorder.event.Peer;
import io.connwake.recorder.event.PoolCounted;
import io.connwake.recorder.event.PoolFacts;
import io.connwake.recorder.event.PoolSeen;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A pool: its settings, its connections, and who has or wants one. */
public final class Pool {
    private static final int MOST_SERVERS = 16;

    private final long id;
    private final PoolLife life;
    private final Lending lending = new Lending();
    private final Fullness fullness = new Fullness();
    private final Ceiling ceiling = new Ceiling();
    private final Meters meters = new Meters();
    private final LeaseList leases = new LeaseList();
    private final Set<Lease> waits = new LinkedHashSet<>();
    private final Set<Connection> connections = new LinkedHashSet<>();
    private final Map<Connection, Lease> lost = new LinkedHashMap<>();
    private @Nullable PoolFacts facts;
    private int copy;
    private @Nullable Peer peer;
    private final Map<Peer, Meters> servers = new LinkedHashMap<>();
    private @Nullable Attributes identity;
    private @Nullable PoolCounted counted;
    private boolean alarmed;

    Pool(long id, SpanIds ids) {
        this.id = id;
        this.life = new PoolLife(ids);
    }

    public long id() {
        return id;
    }

    public PoolLife life() {
        return life;
    }

    public Lending lending() {
        return lending;
    }

    public Fullness fullness() {
        return fullness;
    }

    public Meters meters() {
        return meters;
    }

    public @Nullable PoolFacts facts() {
        return facts;
    }

    /** As configured. */
    public @Nullable Peer peer() {
        return peer;
    }

    /** Where its connections led so far; if only one is configured, that. */
    public Collection<Peer> servers() {
        return peer == null || peer.isFirstOfSeveral() ? servers.keySet() : List.of(peer);
    }

    /** By the server's words: it is configured so, or has a connection there. */
    public boolean leadsTo(String server) {
        boolean leads = peer != null && peer.words().equals(server);
        for (Connection each : connections) {
            leads |= each.leadsTo(server);
        }
        return leads;
    }

    /** The number of its class: an application that is deployed anew brings its own. */
    public int copy() {
        return copy;
    }

    /** What made it; empty if not known. */
    public String library() {
        return facts == null ? "" : facts.library();
    }

    /** The most connections it may have, by its settings; negative if not known. */
    public int limit() {
        return facts == null ? PoolFacts.UNKNOWN : facts.limit();
    }

    /** The most that it can lend: its limit, or where that is not known what it was seen to have when it had none left. */
    public int most() {
        return limit() < 0 ? ceiling.seen() : limit();
    }

    Ceiling ceiling() {
        return ceiling;
    }

    public String name() {
        return Identity.nameOf(this);
    }

    /** The attributes of its metrics: the same from the first report on, whatever is learned later. */
    public Attributes identity() {
        Attributes known = identity;
        if (known == null) {
            known = Identity.of(this, peer);
            identity = known;
        }
        return known;
    }

    /** Where idle times count: by the server, if it has several, for they are drawn from to tell its limit. */
    Meters idling(Peer server) {
        return servers.getOrDefault(server, meters);
    }

    /** What is reported of it, and of idle times at each of several servers. */
    List<Series> series(@Nullable Gauges now) {
        List<Series> all = new ArrayList<>();
        all.add(new Series(identity(), meters, now, library()));
        for (Map.Entry<Peer, Meters> each : servers.entrySet()) {
            all.add(new Series(Identity.of(this, each.getKey()), each.getValue(), null, library()));
        }
        return all;
    }

    /** Open leases, oldest first. */
    public Collection<Lease> leases() {
        return leases;
    }

    /** Acquires that were seen waiting, oldest sighting first. */
    public Collection<Lease> waits() {
        return Collections.unmodifiableSet(waits);
    }

    /** Connections that are leased, those included whose handle is garbage and that the pool still believes lent. */
    public int used() {
        return leases.size() + lost.size();
    }

    /** All that it can lend are leased. */
    public boolean isFull() {
        return most() > 0 && used() >= most();
    }

    /** Of one whose limit is not known, all that it has: it may open more, or not. */
    private boolean mayBeFull() {
        return limit() < 0 ? used() > 0 && used() >= connections.size() : isFull();
    }

    public int lost() {
        return lost.size();
    }

    boolean hasLost(Connection connection) {
        return lost.containsKey(connection);
    }

    /** Those whose handle became garbage and whose connection the pool still believes lent, oldest loss first. */
    public Collection<Lease> lostLeases() {
        return Collections.unmodifiableCollection(lost.values());
    }

    /** Those that are open, as far as they are known. */
    public Collection<Connection> connections() {
        return Collections.unmodifiableSet(connections);
    }

    /** Who closed those that are not leased, though the pool itself has not got them back. */
    public List<Lease> closedBy(int most) {
        List<Lease> closers = new ArrayList<>();
        for (Connection each : connections) {
            Lease closer = each.returnedBy();
            if (each.lease() == null && closer != null && !lost.containsKey(each) && closers.size() < most) {
                closers.add(closer);
            }
        }
        return closers;
    }

    public PoolSnapshot snapshot() {
        int used = used();
        int open = Math.max(used, connections.size());
        long timeout = facts == null ? PoolFacts.UNKNOWN : facts.acquireTimeoutNanos();
        return new PoolSnapshot(limit(), open, used, open - used, waits.size(), leases.ofDeadThreads(), timeout);
    }

    /** What it says itself of what it has lent, if it was asked in that time; null if not. */
    public @Nullable PoolCounted countedWithin(long sinceNanos, long untilNanos) {
        PoolCounted last = counted;
        boolean isWithin = last != null && last.atNanos() - sinceNanos >= 0 && untilNanos - last.atNanos() >= 0;
        return isWithin ? last : null;
    }

    /** Its holders are to be looked at in the next sweep. */
    public boolean alarmed() {
        return alarmed;
    }

    public void alarm() {
        alarmed = true;
    }

    void calm() {
        alarmed = false;
    }

    boolean isIdle() {
        return leases.isEmpty() && waits.isEmpty() && connections.isEmpty();
    }

    void seen(PoolSeen event) {
        facts = event.facts();
        copy = event.copy();
        fullness.is(mayBeFull(), event.atNanos());
    }

    void counted(PoolCounted account) {
        counted = account;
    }

    void leadsTo(Peer target) {
        if (peer == null) {
            peer = target;
        }
    }

    void leadsTo(Opened opened) {
        leadsTo(opened.target());
        Peer server = opened.peer();
        if (opened.target().isFirstOfSeveral() && servers.size() < MOST_SERVERS && !servers.containsKey(server)) {
            servers.put(server, new Meters());
        }
    }

    void began(Lease lease) {
        leases.append(lease);
        life.lent(lease);
        lending.began(lease, life);
        ceiling.lent(used());
        fullness.is(mayBeFull(), lease.acquiredNanos());
    }

    void ended(Lease lease) {
        leases.unlink(lease);
        fullness.is(mayBeFull(), lease.endNanos());
        lending.ended(lease);
    }

    boolean waits(Lease lease) {
        return waits.add(lease);
    }

    boolean waitsNoMore(Lease lease) {
        return waits.remove(lease);
    }

    void owns(Connection connection) {
        connections.add(connection);
    }

    void disowns(Connection connection) {
        connections.remove(connection);
        lost.remove(connection);
    }

    void lost(Connection connection, Lease by) {
        if (connections.contains(connection)) {
            lost.put(connection, by);
        }
    }

    void found(Connection connection) {
        lost.remove(connection);
    }
}
