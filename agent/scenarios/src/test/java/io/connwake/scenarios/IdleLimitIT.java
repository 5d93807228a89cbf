package io.connwake.scenarios;

import static io.connwake.scenarios.Play.FAULTY;
import static org.assertj.core.api.Assertions.assertThat;

import com.example.trouble.IdleSpells;
import com.example.trouble.ShortLife;
import io.connwake.pipeline.idle.IdleBracket;
import io.connwake.pipeline.idle.IdleHistory;
import io.connwake.testing.ChildJvm;
import io.connwake.testing.Cut;
import io.connwake.testing.Database;
import io.connwake.testing.Link;
import io.connwake.testing.Postgres;
import io.connwake.testing.Relay;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The idle limit of a real server, from forty connections that idle for a time around it. */
@Order(1)
class IdleLimitIT {
    private static final String KIND = "stale_connection";
    private static final Pattern BRACKET =
            Pattern.compile("The idle limit of \\S+ lies between ([0-9.]+) s \\(.*\\) and ([0-9.]+) s \\(.*");

    private final Database database = Postgres.shared().createDatabase("idle");

    private String limited(long millis) {
        return database.jdbcUrl() + "?options=-c%20idle_session_timeout=" + millis;
    }

    private Play spells(String url, long limitMillis, long latestMillis) {
        return Play.of(
                ChildJvm.ofMain(IdleSpells.class),
                "IdleSpells",
                FAULTY,
                database,
                url,
                Long.toString(limitMillis),
                Long.toString(latestMillis),
                "42");
    }

    @Nested
    class one_process_finds_it {
        @ParameterizedTest
        @ValueSource(longs = {2_000, 5_000, 20_000})
        void where_the_server_says_why(long limitMillis) {
            assertBracket(spells(limited(limitMillis), limitMillis, 0), limitMillis / 1_000.0);
        }

        @Test
        void where_something_gives_connections_up_without_a_word() {
            try (Relay relay = Relay.to(Postgres.shared().port()).idleLimit(Duration.ofSeconds(5), Cut.FIN)) {
                assertBracket(spells(relay.url(database), 5_000, 20_000), 5);
            }
        }

        private void assertBracket(Play play, double limit) {
            assertThat(play.confirmed()).containsOnlyKeys(KIND);
            Matcher bracket = BRACKET.matcher(play.evidence(KIND));
            assertThat(bracket.find()).as(play.evidence(KIND)).isTrue();
            double lower = Double.parseDouble(bracket.group(1));
            double upper = Double.parseDouble(bracket.group(2));
            // the server counts from when its answer leaves, the client from when it arrives
            assertThat(limit).isBetween(lower - 0.05, upper + 0.05);
            assertThat(upper - lower).isLessThan(limit / 4);
        }
    }

    @Test
    void none_is_claimed_where_connections_are_cut_at_random() {
        ScheduledExecutorService killer = Executors.newSingleThreadScheduledExecutor();
        Random random = new Random(42);
        try (Relay relay = Relay.to(Postgres.shared().port())) {
            Future<?> killing =
                    killer.scheduleWithFixedDelay(() -> cutOne(relay, random), 800, 800, TimeUnit.MILLISECONDS);
            Play play = spells(relay.url(database), 5_000, 20_000);
            assertThat(killing.isDone()).isFalse();
            assertThat(play.exit().out()).contains("met ");
            assertThat(play.evidence(KIND)).doesNotContain("The idle limit");
        } finally {
            killer.shutdownNow();
        }
    }

    @Test
    void thirty_short_processes_with_two_deaths_at_most_find_it_together() throws Exception {
        IdleHistory told = new IdleHistory();
        IdleHistory silent = new IdleHistory();
        for (Play each : shortLives(30, 2_000)) {
            told.add(IdleRecord.read(each.seen(), true));
            silent.add(IdleRecord.read(each.seen(), false));
        }
        assertBracket(told);
        assertBracket(silent);
    }

    private static void assertBracket(IdleHistory history) {
        IdleBracket bracket = Objects.requireNonNull(history.evidence().bracket(), "no bracket");
        assertThat(2e9).isBetween((double) bracket.lowerNanos(), bracket.upperNanos() + 5e7);
        assertThat(bracket.upperNanos() - bracket.lowerNanos()).isLessThan(500_000_000L);
    }

    private List<Play> shortLives(int count, long limitMillis) throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        List<Future<Play>> running = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String seed = Integer.toString(i);
            running.add(threads.submit(() -> shortLife(limitMillis, seed)));
        }
        List<Play> all = new ArrayList<>();
        for (Future<Play> each : running) {
            all.add(each.get());
        }
        threads.shutdown();
        return all;
    }

    private Play shortLife(long limitMillis, String seed) {
        ChildJvm jvm = ChildJvm.ofMain(ShortLife.class).property("com.zaxxer.hikari.aliveBypassWindowMs", 3_600_000);
        String limit = Long.toString(limitMillis);
        return Play.of(jvm, "ShortLife", FAULTY, database, limited(limitMillis), limit, seed);
    }

    private static void cutOne(Relay relay, Random random) {
        List<Link> open = relay.links();
        if (!open.isEmpty()) {
            open.get(random.nextInt(open.size())).cut(Cut.FIN);
        }
    }
}
