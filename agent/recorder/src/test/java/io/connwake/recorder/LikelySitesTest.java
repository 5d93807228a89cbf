package io.connwake.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.Step;
import io.connwake.recorder.event.Acquired;
import io.connwake.recorder.event.CodeLine;
import io.connwake.recorder.event.LikelySite;
import io.connwake.recorder.event.Peer;
import io.connwake.recorder.event.Site;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What is said of leases for which no site was captured, in a pool where most have none. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LikelySitesTest {
    private static final long PATIENCE_NANOS = 20_000_000_000L;
    private static final int LEARNT = 4;

    private final Stage stage = Stage.adaptive();
    private final DataSource pool = PoolLibrary.HIKARI_CP.create(1);

    @AfterEach
    void leave() {
        PoolLibrary.shutDown(pool);
        stage.close();
    }

    @Test
    void their_line_is_the_one_that_executes_such_statements() throws Exception {
        learn(connection -> prepare(connection, "select 1"));

        assertThat(likely(connection -> prepare(connection, "select 1")))
                .extracting(each -> each.site().line().function())
                .containsExactly("com.acme.orders.Orders.borrow");
    }

    @Test
    void a_text_that_is_executed_tells_as_much_as_one_that_is_prepared() throws Exception {
        learn(connection -> execute(connection, "select 1"));

        assertThat(likely(connection -> execute(connection, "select 1"))).hasSize(1);
    }

    @Test
    void where_they_go_on_in_another_way_the_first_statement_tells() throws Exception {
        learn(connection -> {
            prepare(connection, "select 1");
            prepare(connection, "select 2");
        });

        assertThat(likely(connection -> {
                    prepare(connection, "select 1");
                    prepare(connection, "select 3");
                }))
                .hasSize(1);
    }

    @Test
    void statements_that_nobody_was_seen_to_execute_tell_nothing() throws Exception {
        learn(connection -> prepare(connection, "select 1"));

        assertThat(likely(connection -> prepare(connection, "select " + System.nanoTime())))
                .isEmpty();
        assertThat(likely(connection -> {})).isEmpty();
    }

    @Test
    void statements_of_two_lines_tell_nothing() throws Exception {
        learn(connection -> prepare(connection, "select 1"));
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (sited("com.acme.orders.Orders.open") < LEARNT && System.nanoTime() < end) {
            stage.shop.read(pool, connection -> prepare(connection, "select 1"));
        }

        assertThat(likely(connection -> prepare(connection, "select 1"))).isEmpty();
    }

    @Test
    void a_statement_that_an_earlier_borrower_kept_tells_nothing_of_this_one() throws Exception {
        List<Statement> kept = new ArrayList<>();
        stage.shop.place(pool, connection -> kept.add(driversOwn(connection).createStatement()));
        learn(connection -> prepare(connection, "select 1"));

        assertThat(likely(connection -> {
                    kept.get(0).execute("select " + System.nanoTime());
                    prepare(connection, "select 1");
                }))
                .hasSize(1);
    }

    @Test
    void what_is_executed_by_another_pool_tells_nothing() throws Exception {
        learn(connection -> prepare(connection, "select 1"));
        DataSource other = PoolLibrary.HIKARI_CP.create(1);
        long end = System.nanoTime() + PATIENCE_NANOS;
        do {
            stage.shop.read(other, connection -> prepare(connection, "select 2"));
        } while (!lastHasNoSite() && System.nanoTime() < end);
        List<LikelySite> told = new ArrayList<>();
        boolean[] isOver = new boolean[1];
        while (!isOver[0] && System.nanoTime() < end) {
            stage.shop.read(other, connection -> {
                isOver[0] = lastHasNoSite();
                if (isOver[0]) { // where it had a site, two lines would be known for that text
                    prepare(connection, "select 1");
                    told.addAll(stage.swept(LikelySite.class));
                }
            });
        }
        PoolLibrary.shutDown(other);

        assertThat(isOver[0]).isTrue();
        assertThat(told).isEmpty();
    }

    @Nested
    class of_texts_that_are_new_each_time {
        private static final int MANY = 10_000;

        private final LikelySites sites = new LikelySites();
        private final PoolRecord ofPool = new PoolRecord(1, this);
        private final Holder holder = new Holder(Thread.currentThread(), 1);
        private final Site site = new Site(List.of(new CodeLine("com.acme.Shop", "sell", "Shop.java", 8)), 0);
        private final PhysicalRecord physical = new PhysicalRecord(
                this, 1, 0, 0, new Peer("h2", null, 0, null), holder, 1, null, false, 0, ofPool, 0, null);

        @Test
        void those_that_come_again_are_known_all_the_same() {
            sites.want();
            for (int i = 0; i < MANY; i++) {
                executes(site, "select " + i);
            }
            for (int i = 0; i < LEARNT; i++) {
                executes(site, "select name from customer");
            }
            assertThat(sites.of(executes(null, "select name from customer"))).isSameAs(site);

            for (int i = 0; i < MANY; i++) {
                executes(site, "delete from basket where id = " + i);
            }
            assertThat(sites.of(executes(null, "select name from customer"))).isSameAs(site);
        }

        private Lease executes(@Nullable Site captured, String text) {
            Lease lease = new Lease(this, 1, 0, 0, holder, ofPool, physical, captured, null, null);
            physical.lease = lease;
            physical.stated = 0;
            sites.executes(physical, text);
            return lease;
        }
    }

    /** Lends until the line is known for it. */
    private void learn(Step step) throws Exception {
        long end = System.nanoTime() + PATIENCE_NANOS;
        int before = 0;
        boolean isSparse = false;
        do {
            stage.shop.place(pool, step);
            boolean wasSparse = isSparse;
            isSparse |= lastHasNoSite();
            before = isSparse && !wasSparse ? sited("com.acme.orders.Orders.borrow") : before;
        } while ((!isSparse || sited("com.acme.orders.Orders.borrow") < before + LEARNT) && System.nanoTime() < end);
    }

    /** Of a lease without a site, looked at when that was done. */
    private List<LikelySite> likely(Step step) throws Exception {
        List<LikelySite> told = new ArrayList<>();
        long end = System.nanoTime() + PATIENCE_NANOS;
        boolean[] isWithoutSite = new boolean[1];
        while (!isWithoutSite[0] && System.nanoTime() < end) {
            stage.shop.place(pool, connection -> {
                step.with(connection);
                isWithoutSite[0] = lastHasNoSite();
                if (isWithoutSite[0]) {
                    told.addAll(stage.swept(LikelySite.class));
                }
            });
        }
        assertThat(isWithoutSite[0]).isTrue();
        return told;
    }

    private boolean lastHasNoSite() {
        List<Acquired> lent = stage.lent();
        return lent.get(lent.size() - 1).site() == null;
    }

    private int sited(String function) {
        int count = 0;
        for (Acquired each : stage.lent()) {
            Site site = each.site();
            count += site != null && site.line().function().equals(function) ? 1 : 0;
        }
        return count;
    }

    private static Connection driversOwn(Connection connection) throws Exception {
        return (Connection) connection.unwrap(Class.forName("org.h2.jdbc.JdbcConnection", true, Stage.LOADER));
    }

    private static void prepare(Connection connection, String text) throws Exception {
        try (PreparedStatement statement = connection.prepareStatement(text)) {
            statement.execute();
        }
    }

    private static void execute(Connection connection, String text) throws Exception {
        try (Statement statement = connection.createStatement()) {
            statement.execute(text);
        }
    }
}
