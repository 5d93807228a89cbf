package io.connwake.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwake.recorder.event.Acquired;
import io.connwake.recorder.event.Garbage;
import io.connwake.recorder.event.Released;
import io.connwake.recorder.event.StillOpen;
import java.sql.Connection;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** A lane of two slots and nobody who drains it in time. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FullLaneTest {
    private static final int BORROWS = 10;

    private final Stage stage = Stage.withSlots(2);
    private final DataSource pool = PoolLibrary.DBCP_2.create(1);

    @BeforeEach
    void warmUp() throws Exception {
        stage.shop.place(pool, connection -> {});
        stage.told();
    }

    @AfterEach
    void leave() {
        PoolLibrary.shutDown(pool);
        stage.close();
    }

    @Test
    void what_is_missing_is_counted() throws Exception {
        for (int i = 0; i < BORROWS; i++) {
            stage.shop.place(pool, connection -> {});
        }
        int told =
                stage.told(Acquired.class).size() + stage.told(Released.class).size();

        EventSource.Tally tally = stage.source().tally();
        assertThat(tally.dropped()).isPositive();
        assertThat(told + tally.leasesDropped() + tally.releasesDropped()).isEqualTo(2 * (BORROWS + 1));
    }

    @Test
    void a_lease_whose_release_was_lost_is_released_by_the_sweep() throws Exception {
        Connection held = pool.getConnection();
        stage.told();
        fill();
        held.close();

        assertThat(stage.source().tally().releasesDropped()).isEqualTo(1);
        assertThat(stage.swept(Released.class)).hasSize(1);
        assertThat(stage.swept(Released.class)).isEmpty();
        assertThat(stage.told(StillOpen.class)).isEmpty();
        assertThat(stage.told(Garbage.class)).isEmpty();
    }

    @Test
    void a_lease_whose_acquire_was_lost_is_whole_when_it_is_released() throws Exception {
        fill();
        Connection held = pool.getConnection();
        stage.told();
        int before = stage.told(Released.class).size();
        held.close();

        assertThat(stage.source().tally().leasesDropped()).isEqualTo(1);
        assertThat(stage.told(Released.class)).hasSize(before + 1);
        Released last = stage.told(Released.class).get(before);
        assertThat(last.acquired().poolId()).isPositive();
        assertThat(stage.told(Acquired.class)).doesNotContain(last.acquired());
    }

    @Test
    void other_facts_are_not_displaced_by_leases() throws Exception {
        for (int i = 0; i < BORROWS; i++) {
            stage.shop.place(pool, connection -> connection.isValid(1));
        }

        assertThat(stage.source().tally().factsDropped()).isZero();
    }

    /** Two events of another pool, so that the lane has no slot left. */
    private void fill() throws Exception {
        DataSource other = PoolLibrary.DBCP_2.create(1);
        stage.shop.place(other, connection -> {});
    }
}
