package io.connwake.pipeline;

import static io.connwake.pipeline.Scene.MILLI;
import static io.connwake.pipeline.Scene.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwake.pipeline.model.Names;
import io.connwake.pipeline.model.Span;
import io.connwake.recorder.event.Closed;
import io.connwake.recorder.event.Event;
import io.connwake.recorder.event.Released;
import io.connwake.recorder.event.StillOpen.Holder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random histories of an application that gives everything back; what is told may be lost or come late. */
class HistoriesTest {
    private static final int STEPS = 400;
    private static final List<Holder> HOLDERS = List.of(Holder.values());

    private final Scene scene = new Scene();
    private final List<OpenLease> held = new ArrayList<>();
    private final List<Long> connections = new ArrayList<>();
    private int acquired;
    /** Those that were told as ended, one too early perhaps. */
    private final Set<Long> ended = new HashSet<>();

    private int closed;

    /** How news travel. */
    private enum Weather {
        FAIR,
        LATE,
        LOSSY
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89})
    void where_nothing_is_lost_the_counts_are_those_of_a_naive_model(long seed) {
        live(new Random(seed), Weather.FAIR);
        assertModel();
        assertEachTellsOnce();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89})
    void where_news_come_late_the_counts_are_the_same(long seed) {
        live(new Random(seed), Weather.LATE);
        assertModel();
        assertEachTellsOnce();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89})
    void where_news_are_lost_there_is_no_false_leak(long seed) {
        live(new Random(seed), Weather.LOSSY);
        assertThat(scene.output.findings).isEmpty();
        assertThat(scene.output.sum(Names.LEASE_LEAKED)).isZero();
        assertThat(scene.output.sum(Names.LEASE_OPEN)).isBetween(0L, (long) held.size());
        assertThat(scene.output.sum(Names.CONNECTION_COUNT, Names.CONNECTION_STATE, "idle"))
                .isNotNegative();
        assertEachTellsOnce();
    }

    @Test
    void the_same_history_gives_the_same_telemetry() {
        HistoriesTest other = new HistoriesTest();
        live(new Random(7), Weather.LOSSY);
        other.live(new Random(7), Weather.LOSSY);
        assertThat(scene.output.spans).isEqualTo(other.scene.output.spans);
        assertThat(scene.output.metrics).isEqualTo(other.scene.output.metrics);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8})
    void and_so_does_its_journal(long seed) {
        live(new Random(seed), Weather.LOSSY);
        Captured replayed = scene.replayed();
        assertThat(replayed.spans).isEqualTo(scene.output.spans);
        assertThat(replayed.findings).isEqualTo(scene.output.findings);
    }

    private void live(Random random, Weather weather) {
        long pool = scene.pool("orders", 8, 2 * SECOND);
        scene.turn();
        for (int step = 0; step < STEPS; step++) {
            act(random, pool);
            travel(random, weather);
            scene.pass(random.nextInt(10) == 0 ? 3 * SECOND : random.nextInt(40) * MILLI);
        }
        scene.passSeconds(15);
        scene.finish();
    }

    private void act(Random random, long pool) {
        switch (random.nextInt(7)) {
            case 0 -> connections.add(scene.open(0));
            case 1, 2 -> {
                if (!connections.isEmpty()) {
                    held.add(lend(pool, connections.remove(0), random));
                }
            }
            case 3, 4 -> {
                if (!held.isEmpty()) {
                    OpenLease lease = held.remove(random.nextInt(held.size()));
                    scene.use(lease);
                    scene.release(lease);
                    connections.add(lease.acquired.connectionId());
                }
            }
            case 5 -> {
                if (!connections.isEmpty() && random.nextInt(3) == 0) {
                    findDead(random, pool);
                }
            }
            default -> {
                if (!connections.isEmpty() && random.nextInt(4) == 0) {
                    close(connections.remove(0), Closed.How.CLOSED);
                }
            }
        }
        // Whoever holds one uses it: nobody forgets anything here.
        for (OpenLease lease : held) {
            scene.use(lease);
        }
    }

    /** Its pool closes it, or lets go of it, or lends it all the same. */
    private void findDead(Random random, long pool) {
        long dead = connections.remove(0);
        scene.validated(dead, false);
        boolean isSoon = random.nextBoolean();
        if (!isSoon) {
            scene.passSeconds(2);
            ended.add(dead);
        }
        switch (random.nextInt(3)) {
            case 0 -> close(dead, isSoon ? Closed.How.CLOSED : Closed.How.GARBAGE);
            case 1 -> held.add(lend(pool, dead, random));
            default -> {
                ended.add(dead);
                closed++;
            }
        }
    }

    private void close(long connection, Closed.How how) {
        scene.close(connection, how);
        ended.add(connection);
        closed++;
    }

    private OpenLease lend(long pool, long connection, Random random) {
        OpenLease lease = scene.acquire(pool, connection);
        lease.holder = HOLDERS.get(random.nextInt(HOLDERS.size()));
        lease.inDriver = true;
        acquired++;
        return lease;
    }

    private void travel(Random random, Weather weather) {
        List<Event> news = new ArrayList<>(scene.script.lane);
        if (weather == Weather.LATE) {
            Collections.shuffle(news, random);
        }
        if (weather == Weather.LOSSY) {
            news.removeIf(event -> isLost(event, random));
        }
        scene.script.lane.clear();
        scene.script.lane.addAll(news);
    }

    /** The recorder finds a lost release when it sweeps; everything else is lost for good. */
    private boolean isLost(Event event, Random random) {
        boolean lost = random.nextInt(4) == 0;
        if (lost && event instanceof Released released) {
            scene.script.lostReleases.add(released);
            scene.script.releasesDropped++;
        }
        return lost;
    }

    private void assertModel() {
        assertThat(scene.output.sum(Names.WAIT_TIME)).isEqualTo(acquired);
        assertThat(scene.output.sum(Names.USE_TIME)).isEqualTo(acquired - held.size());
        assertThat(scene.output.sum(Names.LEASE_OPEN)).isEqualTo(held.size());
        assertThat(scene.output.sum(Names.CONNECTION_COUNT, Names.CONNECTION_STATE, "used"))
                .isEqualTo(held.size());
        assertThat(scene.output.sum(Names.CONNECTION_COUNT, Names.CONNECTION_STATE, "idle"))
                .isEqualTo(connections.size());
        assertThat(scene.output.sum(Names.CONNECTION_OPENED)).isEqualTo(connections.size() + held.size() + closed);
        assertThat(scene.output.sum(Names.CONNECTION_CLOSED)).isEqualTo(ended.size());
        assertThat(scene.output.named("lease")).hasSize(acquired);
        assertThat(scene.output.findings).isEmpty();
    }

    private void assertEachTellsOnce() {
        Set<Long> ids = new HashSet<>();
        for (Span span : scene.output.spans) {
            assertThat(ids.add(span.id().spanId())).as(span.name()).isTrue();
            assertThat(span.endEpochNanos()).isGreaterThanOrEqualTo(span.startEpochNanos());
        }
    }
}
