package io.connwake.report.document;

import io.connwake.report.facts.Connection;
import io.connwake.report.facts.Facts;
import io.connwake.report.facts.Finding;
import io.connwake.report.facts.Leases;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** One row for each physical connection that is shown. */
final class LifelineSection {
    private static final int MOST_BARS = 2_000;
    private static final int FEWEST_BARS = 50;
    private static final int ALL_BARS = 60_000;

    private final Facts facts;
    private final Selection selection;
    private final Order byRow;

    LifelineSection(Facts facts, Selection selection, int[] order) {
        this.facts = facts;
        this.selection = selection;
        Leases leases = facts.leases;
        this.byRow = Order.of(order, selection.rows().size(), i -> row(leases.connection(i)));
    }

    private int row(int connection) {
        return connection < 0 ? -1 : selection.index(facts.connections.get(connection));
    }

    void write(Json json) {
        List<Connection> rows = selection.rows();
        json.array("connections");
        for (int row = 0; row < rows.size(); row++) {
            write(json.open('{'), rows.get(row), byRow.of(row));
            json.close('}');
        }
        json.close(']');
        long leftOut = facts.connections.size() - rows.size() + facts.connectionsLeftOut();
        json.number("connectionsLeftOut", leftOut);
    }

    private void write(Json json, Connection connection, int[] members) {
        json.number("id", connection.id).number("process", connection.process.index);
        int pool = selection.index(connection.pool);
        if (pool >= 0) {
            json.number("pool", pool);
        }
        json.text("server", connection.peer == null ? connection.system : connection.peer);
        if (connection.session != 0) {
            json.number("session", connection.session);
        }
        String end = Lives.end(connection);
        json.time("opened", connection.openedNanos);
        json.time("closed", end.equals("open") ? 0 : connection.closedNanos);
        json.text("reason", connection.reason).text("end", end);
        stale(json, connection);
        json.text("phase", connection.phase).number("uses", Math.max(connection.uses, connection.leases));
        bars(json, members);
        marks(json, connection);
    }

    private void bars(Json json, int[] members) {
        int room = ALL_BARS / Math.max(1, selection.rows().size());
        Bars bars = new Bars(facts.leases, Math.max(FEWEST_BARS, Math.min(MOST_BARS, room)));
        bars.add(members);
        bars.write(json);
        int last = last(members);
        if (last >= 0 && isLeak(last)) {
            json.time("lostSince", facts.leases.endNanos(last));
        }
    }

    /** The one acquired last; -1 if there is none. */
    private int last(int[] members) {
        Leases leases = facts.leases;
        int last = -1;
        for (int i : members) {
            last = last < 0 || leases.acquiredNanos(i) >= leases.acquiredNanos(last) ? i : last;
        }
        return last;
    }

    /** It did not come back, and that is a confirmed leak. One that came back late belongs to the finding as well. */
    private boolean isLeak(int lease) {
        Leases leases = facts.leases;
        int index = leases.is(Leases.RETURNED, lease) ? -1 : leases.finding(lease);
        Finding finding = index < 0 ? null : selection.findings().get(index);
        return finding != null && finding.isConfirmed() && finding.kind().equals("leak");
    }

    private static void stale(Json json, Connection connection) {
        Connection.Death death = connection.death();
        if (death != null) {
            json.object("stale").text("kind", death.kind()).seconds("idle", death.idleNanos());
            json.text("operation", death.operation())
                    .time("at", death.atNanos())
                    .close('}');
        }
    }

    private static void marks(Json json, Connection connection) {
        List<Connection.Mark> marks = new ArrayList<>(connection.marks());
        marks.sort(Comparator.comparingLong(Connection.Mark::atNanos));
        json.array("marks");
        for (Connection.Mark each : marks) {
            json.open('[')
                    .time(each.atNanos())
                    .string(each.kind())
                    .string(each.text())
                    .close(']');
        }
        json.close(']');
    }
}
