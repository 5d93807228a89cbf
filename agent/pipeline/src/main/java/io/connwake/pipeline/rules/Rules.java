package io.connwake.pipeline.rules;

import io.connwake.pipeline.failure.Verdict;
import io.connwake.pipeline.ledger.Connection;
import io.connwake.pipeline.ledger.Death;
import io.connwake.pipeline.ledger.FailedConnect;
import io.connwake.pipeline.ledger.Invocation;
import io.connwake.pipeline.ledger.Lease;
import io.connwake.pipeline.ledger.Ledger;
import io.connwake.pipeline.ledger.Pool;
import io.connwake.pipeline.metrics.Counts;
import io.connwake.pipeline.origin.PipelineSettings;
import io.connwake.pipeline.origin.SpanIds;
import io.connwake.pipeline.origin.WallClock;
import io.connwake.recorder.event.EnvironmentResumed;
import io.connwake.recorder.event.Misused;
import io.connwake.recorder.event.Pinned;
import io.connwake.recorder.event.StatementFailed;
import io.connwake.recorder.event.WorkSettled;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All rules. */
public final class Rules {
    private final Ledger ledger;
    private final Cases cases;
    private final Rule[] all;
    private final Rule.OfAcquired[] ofAcquired;
    private final Rule.OfReturned[] ofReturned;
    private final Rule.OfEnded[] ofEnded;
    private int forgottenPools;

    public Rules(
            PipelineSettings settings,
            Ledger ledger,
            SpanIds ids,
            WallClock clock,
            FindingSink sink,
            Notice notice,
            Frameworks frameworks) {
        this.ledger = ledger;
        cases = new Cases(ids, clock, sink, notice);
        RuleContext context = new RuleContext(settings, ledger, cases, sink, frameworks);
        NestedAcquireRule nested = new NestedAcquireRule(context);
        PoolPerUseRule perUse = new PoolPerUseRule(context);
        IdleTransactionRule idle = new IdleTransactionRule(context);
        all = new Rule[] {
            new LeakRule(context), // first, since leaks explain why a pool ran out
            nested, // before what it explains
            new PoolExhaustedRule(context, nested),
            new PoolPerInvocationRule(context),
            perUse, // before what it explains
            new ConnectPerInvocationRule(context),
            new UnboundedWaitRule(context),
            idle,
            new HeldIdleRule(context, idle),
            new SettingsConflictRule(context),
            new SharedSessionsRule(context),
            new OrphanedConnectionsRule(context, perUse),
            new StaleConnectionRule(context), // before the mismatch that explains it
            new IdleTimeoutMismatchRule(context),
            new ProxyPinningRule(context),
            new UncommittedWorkRule(context),
            new DoubleCloseRule(context),
            new UseAfterCloseRule(context),
            new SharedConnectionRule(context),
            new ServerFullRule(context),
            new PoisonedPoolRule(context),
            new HalfOpenRule(context),
            new ClosedPoolRule(context),
            new ClosedUnderUseRule(context),
            new UndersizedPoolRule(context),
            new ValidationGapRule(context),
            new OpenAcrossFreezeRule(context), // before what says the same of a process that is never frozen
            new OversizedPoolRule(context),
        };
        List<Rule.OfAcquired> acquired = new ArrayList<>();
        List<Rule.OfReturned> returned = new ArrayList<>();
        List<Rule.OfEnded> ended = new ArrayList<>();
        for (Rule each : all) {
            if (each instanceof Rule.OfAcquired hears) {
                acquired.add(hears);
            }
            if (each instanceof Rule.OfReturned hears) {
                returned.add(hears);
            }
            if (each instanceof Rule.OfEnded hears) {
                ended.add(hears);
            }
        }
        ofAcquired = acquired.toArray(new Rule.OfAcquired[0]);
        ofReturned = returned.toArray(new Rule.OfReturned[0]);
        ofEnded = ended.toArray(new Rule.OfEnded[0]);
    }

    public void resumed(EnvironmentResumed event, long pausedNanos) {
        for (Rule each : all) {
            each.resumed(event, pausedNanos);
        }
    }

    public void acquired(Lease lease) {
        for (Rule.OfAcquired each : ofAcquired) {
            each.acquired(lease);
        }
    }

    public void acquireFailed(Lease lease) {
        for (Rule each : all) {
            each.acquireFailed(lease);
        }
    }

    public void looked(Lease lease) {
        for (Rule each : all) {
            each.looked(lease);
        }
    }

    public void returned(Lease lease) {
        for (Rule.OfReturned each : ofReturned) {
            each.returned(lease);
        }
    }

    public void abandoned(Lease lease) {
        for (Rule each : all) {
            each.abandoned(lease);
        }
    }

    public void ended(Lease lease) {
        for (Rule.OfEnded each : ofEnded) {
            each.ended(lease);
        }
    }

    public void built(Pool pool) {
        for (Rule each : all) {
            each.built(pool);
        }
    }

    public void connected(Connection connection) {
        for (Rule each : all) {
            each.connected(connection);
        }
    }

    public void connectFailed(FailedConnect connect, @Nullable Lease waiting) {
        for (Rule each : all) {
            each.connectFailed(connect, waiting);
        }
    }

    public void failed(Connection connection, @Nullable Lease lease, StatementFailed event, Verdict verdict) {
        for (Rule each : all) {
            each.failed(connection, lease, event, verdict);
        }
    }

    public void died(Connection connection, Death death) {
        for (Rule each : all) {
            each.died(connection, death);
        }
    }

    public void ended(Connection connection, long atNanos) {
        for (Rule each : all) {
            each.ended(connection, atNanos);
        }
    }

    public void misused(Misused event, @Nullable Lease lease) {
        for (Rule each : all) {
            each.misused(event, lease);
        }
    }

    public void settled(WorkSettled event) {
        for (Rule each : all) {
            each.settled(event);
        }
    }

    public void pinned(Connection connection, @Nullable Lease lease, Pinned event) {
        for (Rule each : all) {
            each.pinned(connection, lease, event);
        }
    }

    public void ended(Invocation invocation) {
        for (Rule each : all) {
            each.ended(invocation);
        }
    }

    /** The end of a turn. */
    public void turned() {
        for (Rule each : all) {
            each.turned();
        }
    }

    /** After a sweep, when all that it saw is in the ledger. */
    public void judge(long nowNanos, boolean last) {
        if (forgottenPools != ledger.forgottenPools()) {
            forgottenPools = ledger.forgottenPools();
            Set<Pool> left = new HashSet<>(ledger.pools());
            for (Rule each : all) {
                each.keepOnly(left);
            }
        }
        for (Rule each : all) {
            each.judge(nowNanos, last);
        }
    }

    /** Confirmed findings by kind. */
    public Counts confirmed() {
        return cases.confirmed();
    }
}
