package io.connwake.pipeline.rules;

import io.connwake.pipeline.ledger.Lease;
import io.connwake.pipeline.ledger.Pool;
import io.connwake.pipeline.rules.WorkCase.Fate;
import io.connwake.recorder.event.PoolLibrary;
import io.connwake.recorder.event.ThreadRef;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is said of work that was left uncommitted. */
final class UncommittedWording {
    private final Frameworks frameworks;

    UncommittedWording(Frameworks frameworks) {
        this.frameworks = frameworks;
    }

    Wording leftOpen(WorkCase work) {
        String sentence = subject(work) + " with work that was neither committed nor rolled back" + fate(work) + ".";
        return Wording.of(sentence, evidence(work), advice(work))
                .asWarning()
                .about(work.leases)
                .with(work.its.pool == null ? null : work.its.pool.snapshot());
    }

    Wording carriedOver(WorkCase work) {
        Lease heir = work.heir();
        String sentence = subject(work) + " with uncommitted work, and the next borrower got that work"
                + (work.committedByHeir() > 0 ? " and committed it." : ".");
        String evidence = evidence(work);
        if (heir != null) {
            evidence += " Last it went to " + thread(heir.thread())
                    + (heir.site() == null
                            ? ""
                            : ", which acquired at " + heir.site().line()) + ".";
        }
        if (work.committedByHeir() + work.rolledBackByHeir() > 0) {
            evidence += " Later borrowers committed it " + Words.count(work.committedByHeir(), "time", "times")
                    + " and rolled it back " + Words.count(work.rolledBackByHeir(), "time", "times") + ".";
        }
        List<Lease> leases = new ArrayList<>(work.leases);
        if (heir != null) {
            leases.add(Math.min(1, leases.size()), heir);
        }
        return Wording.of(sentence, evidence, advice(work))
                .about(leases)
                .with(work.its.pool == null ? null : work.its.pool.snapshot());
    }

    private static String subject(WorkCase work) {
        String what = Words.count(work.its.count, "connection", "connections");
        if (work.its.pool == null) {
            return what + (work.its.count == 1 ? " was closed" : " were closed");
        }
        return what + " of pool " + work.its.pool.name() + (work.its.count == 1 ? " was" : " were") + " given back";
    }

    private static String fate(WorkCase work) {
        Pool pool = work.its.pool;
        String library = pool == null ? "the pool" : pool.library();
        List<String> fates = new ArrayList<>();
        add(fates, work.count(Fate.ROLLED_BACK), library + " rolled it back");
        add(fates, work.count(Fate.COMMITTED), library + " committed it, finished or not");
        add(fates, work.count(Fate.OPEN), library + " left the transaction open, with its locks");
        add(fates, work.count(Fate.CLOSED), "what becomes of it is up to the driver, most lose it");
        return fates.isEmpty() ? "" : "; " + String.join(", or ", fates);
    }

    private static void add(List<String> fates, int count, String fate) {
        if (count > 0) {
            fates.add(fate);
        }
    }

    private static String evidence(WorkCase work) {
        String evidence = Words.count(work.its.count) + " of the "
                + Words.count(Math.max(work.its.count, work.counts.returned())) + " that came back from this line";
        if (work.afterError() > 0) {
            evidence += ", " + Words.count(work.afterError()) + " of them after an SQLException";
        }
        Lease last = work.leases.get(0);
        return evidence + ". Last on " + thread(last.thread()) + ": a transaction was open, and of "
                + Words.count(last.statements(), "statement", "statements")
                + " at least one wrote after the last commit.";
    }

    private static String thread(@Nullable ThreadRef thread) {
        return thread == null ? "a thread" : "thread " + thread.label();
    }

    private String advice(WorkCase work) {
        String code = "Commit before the close, and roll back on every path that does not, in the method that acquires"
                + (work.counts.isKnown() ? " at " + work.its.site : "") + ".";
        Pool pool = work.its.pool;
        if (pool == null || work.count(Fate.ROLLED_BACK) == work.its.count) {
            return code;
        }
        PoolProperties properties = PoolProperties.of(pool.library());
        if (!properties.has(PoolSetting.ROLLBACK)) {
            return code;
        }
        String set = properties.switchOn(PoolSetting.ROLLBACK, frameworks);
        if (pool.library().equals(PoolLibrary.TOMCAT_JDBC)) {
            return code + " As a stopgap " + set + " rolls back what is left, but only with defaultAutoCommit=false.";
        }
        if (pool.library().equals(PoolLibrary.VIBUR)) {
            return code + " " + set
                    + " only keeps it from the next borrower: switching auto-commit back on commits it.";
        }
        return code + " As a stopgap " + set + " rolls back what is left, where auto-commit is off.";
    }
}
