package io.connwake.pipeline;

import io.connwake.pipeline.failure.Verdict;
import io.connwake.pipeline.ledger.Connection;
import io.connwake.pipeline.ledger.Death;
import io.connwake.pipeline.ledger.FailedConnect;
import io.connwake.pipeline.ledger.Invocation;
import io.connwake.pipeline.ledger.Lease;
import io.connwake.pipeline.ledger.Ledger;
import io.connwake.pipeline.ledger.LedgerListener;
import io.connwake.pipeline.ledger.Outcome;
import io.connwake.pipeline.ledger.Pool;
import io.connwake.pipeline.ledger.PoolHabits;
import io.connwake.pipeline.ledger.PoolLife;
import io.connwake.pipeline.metrics.AgentCounts;
import io.connwake.pipeline.metrics.Counts;
import io.connwake.pipeline.metrics.Report;
import io.connwake.pipeline.model.Metric;
import io.connwake.pipeline.origin.PipelineSettings;
import io.connwake.pipeline.rules.Frameworks;
import io.connwake.pipeline.rules.Rules;
import io.connwake.pipeline.spans.Outlet;
import io.connwake.pipeline.spans.Outlets;
import io.connwake.pipeline.spans.SpanWriter;
import io.connwake.recorder.EventSource;
import io.connwake.recorder.event.EnvironmentPaused;
import io.connwake.recorder.event.EnvironmentResumed;
import io.connwake.recorder.event.Misused;
import io.connwake.recorder.event.Pinned;
import io.connwake.recorder.event.PoolFacts;
import io.connwake.recorder.event.StatementFailed;
import io.connwake.recorder.event.WorkSettled;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps the ledger and passes on what follows from it: spans, findings, metrics. Made for the first event. */
final class Bookkeeper implements LedgerListener {
    /** What lasts no longer shows nothing that a rule could judge but trouble, which it hears of at once. */
    private static final long UNEVENTFUL_NANOS = 5_000_000_000L;
    /** A lease of so long may be held for something else than the database. */
    private static final long LONG_NANOS = 1_000_000_000L;
    /** From then on the rules hear all, before the compiler takes for granted that there are none. */
    private static final int BUSY_LEASES = 256;
    /** Of one configuration: so many are trouble. */
    private static final int MANY_POOLS = 10;

    private final EventSource source;
    private final PipelineSettings settings;
    private final Surroundings surroundings;
    private final Outlets outlets;
    private final Ledger ledger;
    private final @Nullable SpanWriter writer;
    private @Nullable Rules rules;
    private long beganNanos;
    private int leases;
    private @Nullable WorkMeters work;

    Bookkeeper(EventSource source, PipelineSettings settings, Surroundings surroundings, Outlets outlets) {
        this.source = source;
        this.settings = settings;
        this.surroundings = surroundings;
        this.outlets = outlets;
        this.ledger = new Ledger(settings, surroundings.ids(), this);
        this.writer = outlets.isDeaf() ? null : new SpanWriter(settings, surroundings.clock(), outlets);
    }

    Ledger ledger() {
        return ledger;
    }

    void judge(long nowNanos, boolean last) {
        if (beganNanos == 0) {
            beganNanos = nowNanos;
        }
        boolean isEventful = rules != null || ledger.someoneWaits() || nowNanos - beganNanos >= UNEVENTFUL_NANOS;
        if (isEventful || (last && hasChosenSettings())) {
            rules().judge(nowNanos, last);
        }
    }

    /** Whether somebody gave a pool settings that might contradict each other: then a short process hears of it too. */
    private boolean hasChosenSettings() {
        for (Pool pool : ledger.pools()) {
            PoolFacts facts = pool.facts();
            if (facts != null && facts.isChosen()) {
                return true;
            }
        }
        return false;
    }

    /** The end of a turn. */
    void settle() {
        if (rules != null) {
            rules.turned();
        }
        ledger.settle();
    }

    List<Metric> report(Outlet outlet, long nowNanos) {
        EventSource.Tally tally = source.tally();
        Counts dropped = new Counts();
        dropped.add("acquired", tally.leasesDropped());
        dropped.add("released", tally.releasesDropped());
        dropped.add("fact", tally.factsDropped());
        dropped.addAll(ledger.overflow());
        AgentCounts agent = new AgentCounts(
                tally.events(),
                dropped,
                outlet.dropped(),
                tally.errors() + surroundings.guard().failures(),
                surroundings.taps().unmatched(),
                outlets.failures(),
                rules == null ? new Counts() : rules.confirmed());
        long start = surroundings.clock().anchorEpochNanos();
        return new Report(start, surroundings.clock().epochNanosAt(nowNanos))
                .of(
                        ledger.series(nowNanos),
                        work == null ? null : work.openAtEnd(),
                        work == null ? null : work.function(),
                        agent);
    }

    @Override
    public void paused(EnvironmentPaused event, boolean first) {
        if (first) {
            work().started(event.atNanos() - surroundings.clock().startNanos());
        }
    }

    @Override
    public void resumed(EnvironmentResumed event, long pausedNanos) {
        if (!event.restored()) {
            work().paused(pausedNanos);
        }
        if (rules != null) {
            rules.resumed(event, pausedNanos);
        }
    }

    @Override
    public void acquired(Lease lease) {
        if (rules != null) {
            rules.acquired(lease);
        }
    }

    @Override
    public void acquireFailed(Lease lease) {
        if (lease.pool() != null) {
            rules().acquireFailed(lease);
        }
    }

    @Override
    public void returned(Lease lease) {
        boolean isBusy = leases < BUSY_LEASES && ++leases == BUSY_LEASES;
        if (rules != null
                || isBusy
                || lease.endNanos() - lease.acquiredNanos() >= LONG_NANOS
                || (lease.released() != null && lease.released().workLeft())
                || PoolHabits.takesBack(lease)) {
            rules().returned(lease);
        }
    }

    @Override
    public void looked(Lease lease) {
        rules().looked(lease);
    }

    @Override
    public void ended(Lease lease) {
        if (rules != null || lease.outcome() == Outcome.ABANDONED || lease.invocation() != null) {
            rules().ended(lease);
        }
        if (writer != null && !lease.isOutlived()) {
            writer.lease(lease);
        }
    }

    @Override
    public void abandoned(Lease lease) {
        rules().abandoned(lease);
    }

    @Override
    public void outlived(Lease lease, Invocation invocation) {
        if (writer != null) {
            writer.lease(lease);
        }
    }

    @Override
    public void ended(Invocation invocation) {
        work().ended(invocation);
        rules().ended(invocation);
        if (writer != null) {
            writer.invocation(invocation);
        }
    }

    @Override
    public void built(Pool pool) {
        PoolLife life = pool.life();
        if (rules != null || life.invocation() != null || life.reopenedBy() != null || life.number() >= MANY_POOLS) {
            rules().built(pool);
        }
        if (writer != null) {
            writer.pool(pool);
        }
    }

    @Override
    public void connected(Connection connection) {
        if (rules != null) {
            rules.connected(connection);
        }
        if (writer != null) {
            writer.connect(connection);
        }
    }

    @Override
    public void connectFailed(FailedConnect connect, @Nullable Lease waiting) {
        rules().connectFailed(connect, waiting);
        if (writer != null) {
            writer.connectFailed(connect, waiting);
        }
    }

    @Override
    public void failed(Connection connection, @Nullable Lease lease, StatementFailed event, Verdict verdict) {
        rules().failed(connection, lease, event, verdict);
    }

    @Override
    public void died(Connection connection, Death death) {
        rules().died(connection, death);
    }

    @Override
    public void misused(Misused event, @Nullable Lease lease) {
        rules().misused(event, lease);
    }

    @Override
    public void settled(WorkSettled event) {
        if (rules != null) {
            rules.settled(event);
        }
    }

    @Override
    public void pinned(Connection connection, @Nullable Lease lease, Pinned event) {
        rules().pinned(connection, lease, event);
    }

    @Override
    public void ended(Connection connection, long atNanos) {
        if (rules != null) {
            rules.ended(connection, atNanos);
        }
        if (writer != null) {
            writer.connection(connection, atNanos);
        }
    }

    private WorkMeters work() {
        WorkMeters known = work;
        if (known == null) {
            known = new WorkMeters();
            work = known;
        }
        return known;
    }

    /** Made late: an application that does nothing wrong and ends soon never loads them. */
    private Rules rules() {
        Rules known = rules;
        if (known == null) {
            known = new Rules(
                    settings,
                    ledger,
                    surroundings.ids(),
                    surroundings.clock(),
                    new Findings(outlets, source),
                    surroundings.notice(),
                    new Frameworks(surroundings.loaded(), ledger));
            rules = known;
        }
        return known;
    }
}
