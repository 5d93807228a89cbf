package io.connwake.recorder;

import java.sql.Connection;
import java.sql.PreparedStatement;
import org.jspecify.annotations.Nullable;

/** The application's statements: the lease in which each was made, and what the text says that it was prepared with. */
final class Statements {
    private final Threads threads;
    private final Records records;
    private final DriverCalls calls;
    private final Misuses misuses;
    private final LikelySites likely;

    Statements(Threads threads, Records records, DriverCalls calls, Misuses misuses, LikelySites likely) {
        this.threads = threads;
        this.records = records;
        this.calls = calls;
        this.misuses = misuses;
        this.likely = likely;
    }

    /** A connection prepares a text, and makes a statement of it; or a statement adds it to its batch. */
    void prepare(Object owner, @Nullable Object sql) {
        if (owner instanceof Connection && sql instanceof String text) {
            threads.current().prepares(text);
        }
    }

    /** It has the lease that it was made in, or the connection where that was not lent. */
    void created(PhysicalRecord physical, Object connection, Object statement) {
        Lease lease = physical.lease;
        Lease ended = lease == null ? physical.ended : null;
        if (ended != null) {
            misuses.uses(threads.current(), ended, connection);
        }
        Object of = lease == null ? physical : lease;
        FirstWord says = FirstWord.ANY;
        if (statement instanceof PreparedStatement) {
            ThreadTrace thread = threads.current();
            says = thread.prepared();
            likely.states(physical, thread.preparedMark());
        }
        records.put(statement, says == FirstWord.ANY ? of : new TellingStatement(of, says));
    }

    /** A connection that was asked for one threw. */
    void refused(Object connection) {
        Object record = records.of(connection);
        Object last = record instanceof PhysicalRecord physical ? physical.ended : record;
        if (last instanceof Lease lease && lease.isReleased()) {
            misuses.uses(threads.current(), lease, connection);
        }
    }

    /** @param text what is executed; null where it was prepared */
    void execute(int hook, Object statement, @Nullable Object text) {
        ThreadTrace thread = threads.current();
        Frame frame = thread.push(hook);
        if (frame == null || thread.inDriver) {
            return;
        }
        Object record = records.of(statement);
        FirstWord says = FirstWord.ANY;
        if (record instanceof TellingStatement prepared) {
            record = prepared.of();
            says = prepared.says();
        }
        PhysicalRecord connection = record instanceof PhysicalRecord physical ? physical : null;
        if (record instanceof Lease lease) {
            connection = lease.connection;
            if (connection != null && connection.lease != lease) {
                misuses.executes(thread, lease, connection);
            }
        }
        if (connection != null) {
            if (text instanceof String said && record == connection.lease) {
                likely.executes(connection, said);
            }
            calls.execute(thread, frame, connection, statement, text, says);
        }
    }
}
