package io.connwake.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.Step;
import io.connwake.recorder.event.Acquired;
import io.connwake.recorder.event.LikelySite;
import io.connwake.recorder.event.Site;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
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
