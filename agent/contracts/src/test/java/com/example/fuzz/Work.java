package com.example.fuzz;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What one thread does with a stack, and what it counted of it itself: the naive model. */
final class Work {
    static final String WRONG = "SELECT nonsense FROM nowhere";
    static final String DOOMED = "CALL 2";
    private static final String RIGHT = "CALL 1";
    private static final String LOST = "lost";
    private static final int MOST_HELD = 2;

    private final Stacks stack;
    private final String thread;
    private final Random random;
    private final Ledger ledger;
    private final List<Held> held = new ArrayList<>();
    private @Nullable Connection closed;

    Work(Stacks stack, String thread, Random random, Ledger ledger) {
        this.stack = stack;
        this.thread = thread;
        this.random = random;
        this.ledger = ledger;
    }

    /** One borrow as this program sees it. */
    static final class Held {
        final Connection connection;

        @Nullable
        String thread;

        int statements;
        int errors;

        Held(Connection connection) {
            this.connection = connection;
        }
    }

    /** What all threads of a stack have counted. */
    static final class Ledger {
        final ConcurrentLinkedQueue<String> leases = new ConcurrentLinkedQueue<>();
        final ConcurrentLinkedQueue<Held> handedOver = new ConcurrentLinkedQueue<>();
        final AtomicInteger acquired = new AtomicInteger();
        final AtomicInteger open = new AtomicInteger();
        final AtomicInteger failed = new AtomicInteger();
        final AtomicInteger dropped = new AtomicInteger();
    }

    /** The next operation; what came of it. */
    String next() {
        int kind = random.nextInt(16);
        if (held.isEmpty() || (kind == 0 && held.size() < MOST_HELD)) {
            return acquire();
        }
        Held on = held.get(random.nextInt(held.size()));
        return switch (kind) {
            case 0, 1, 2, 3 -> execute(on, RIGHT);
            case 4 -> execute(on, WRONG);
            case 5 -> transact(on, RIGHT);
            case 6 -> transact(on, DOOMED);
            case 7 -> rollBack(on);
            case 8 -> useClosed();
            case 9 -> closeClosed();
            case 10 -> abort(on);
            case 11 -> drop(on);
            case 12 -> handOver(on);
            default -> close(on);
        };
    }

    String finish() {
        StringBuilder said = new StringBuilder();
        while (!held.isEmpty()) {
            said.append(close(held.get(0))).append(' ');
        }
        return said.toString();
    }

    /** What waits in vain takes long, so it is seldom tried. */
    private boolean spares() {
        return ledger.open.get() >= stack.limit && random.nextInt(8) > 0;
    }

    private void begins(Held lease) {
        lease.thread = thread;
        ledger.acquired.incrementAndGet();
        ledger.open.incrementAndGet();
    }

    private String acquire() {
        if (spares()) {
            return "spared";
        }
        Connection connection;
        try {
            connection = stack.outermost.getConnection();
        } catch (SQLException | NullPointerException refused) { // p6spy asks what it was lent
            ledger.failed.incrementAndGet();
            ledger.leases.add(thread + " failed 0 0");
            return "acquire " + said(refused);
        }
        if (connection == null) {
            return "acquire null";
        }
        Held lease = new Held(connection);
        if (!stack.isLazy()) {
            begins(lease);
        }
        held.add(lease);
        return "acquired";
    }

    private String execute(Held on, String sql) {
        if (on.thread == null && spares()) {
            return "spared";
        }
        try (Statement statement = statement(on)) {
            on.statements++;
            statement.execute(sql);
            return "executed";
        } catch (SQLException failed) {
            on.errors += on.thread == null ? 0 : 1;
            return "execute " + said(failed);
        }
    }

    private Statement statement(Held on) throws SQLException {
        boolean begins = on.thread == null;
        try {
            Statement statement = on.connection.createStatement();
            if (begins) {
                begins(on);
            }
            return statement;
        } catch (SQLException refused) {
            if (begins) {
                ledger.failed.incrementAndGet();
                ledger.leases.add(thread + " failed 0 0");
            }
            throw refused;
        }
    }

    private String transact(Held on, String sql) {
        StringBuilder said = new StringBuilder("transaction ");
        try {
            on.connection.setAutoCommit(false);
            said.append(execute(on, sql)).append(' ');
            on.connection.commit();
        } catch (SQLException failed) {
            on.errors += on.thread == null ? 0 : 1;
            said.append(said(failed)).append(' ').append(rollBack(on));
        }
        return said.append(autoCommit(on)).toString();
    }

    private static String rollBack(Held on) {
        try {
            if (!on.connection.getAutoCommit()) {
                on.connection.rollback();
            }
            return "rolled back";
        } catch (SQLException failed) {
            return said(failed);
        }
    }

    private static String autoCommit(Held on) {
        try {
            on.connection.setAutoCommit(true);
            return "";
        } catch (SQLException failed) {
            return said(failed);
        }
    }

    private String useClosed() {
        Connection last = closed;
        if (last == null || stack.isLazy() || stack.base == Stacks.Base.OWN_WITH_ONE_HANDLE_EACH) {
            return "none closed"; // it might be open again
        }
        try (Statement statement = last.createStatement()) {
            return "used closed " + statement.execute(RIGHT);
        } catch (SQLException expected) {
            return "use closed " + said(expected);
        }
    }

    private String closeClosed() {
        Connection last = closed;
        if (last == null || stack.base == Stacks.Base.OWN_WITH_ONE_HANDLE_EACH) {
            return "none closed";
        }
        try {
            last.close();
            return "closed again";
        } catch (SQLException failed) {
            return "close again " + said(failed);
        }
    }

    private String close(Held on) {
        held.remove(on);
        closed = on.connection;
        ends(on, "released");
        try {
            on.connection.close();
            return "closed";
        } catch (SQLException failed) {
            return "close " + said(failed);
        } finally {
            ledger.open.addAndGet(on.thread == null ? 0 : -1);
        }
    }

    private String abort(Held on) {
        if (!stack.isStub || on.thread == null) {
            return "not aborted";
        }
        String said;
        try {
            on.connection.abort(Runnable::run);
            said = "aborted ";
        } catch (SQLException failed) {
            said = "abort " + said(failed) + " ";
        }
        return said + close(on);
    }

    /** Not where nobody could tell, and few: what is lost is lost to the pool too. */
    private String drop(Held on) {
        if (on.thread == null || ledger.dropped.get() > 0) {
            return "not dropped";
        }
        ledger.dropped.incrementAndGet();
        held.remove(on);
        ends(on, LOST);
        return "dropped";
    }

    private String handOver(Held on) {
        Held other = ledger.handedOver.poll();
        held.remove(on);
        ledger.handedOver.add(on);
        if (other != null) {
            held.add(other);
        }
        return "handed over";
    }

    private void ends(Held on, String how) {
        if (on.thread != null) {
            boolean isLost = how.equals(LOST); // then nobody need have looked at it
            String counted = isLost ? "? ?" : on.statements + " " + on.errors;
            ledger.leases.add(on.thread + " " + how + " " + counted);
        }
    }

    /** Whatever nobody took back. */
    void takeBack() {
        for (Held each = ledger.handedOver.poll(); each != null; each = ledger.handedOver.poll()) {
            held.add(each);
        }
    }

    private static String said(Exception failed) {
        String state = failed instanceof SQLException said ? said.getSQLState() : "";
        return failed.getClass().getSimpleName() + " " + state;
    }
}
