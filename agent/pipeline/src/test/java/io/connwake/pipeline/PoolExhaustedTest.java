package io.connwake.pipeline;

import static io.connwake.pipeline.Scene.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwake.pipeline.model.Finding;
import io.connwake.pipeline.model.Names;
import io.connwake.pipeline.model.Span;
import io.connwake.recorder.event.Closed;
import io.connwake.recorder.event.CodeLine;
import io.connwake.recorder.event.LikelySite;
import io.connwake.recorder.event.PoolCounted;
import io.connwake.recorder.event.PoolFacts;
import io.connwake.recorder.event.PoolSeen;
import io.connwake.recorder.event.PoolUpkeep;
import io.connwake.recorder.event.Site;
import io.connwake.recorder.event.StillOpen.Holder;
import io.connwake.recorder.event.ThreadRef;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PoolExhaustedTest {
    private final Scene scene = new Scene();

    @AfterEach
    void the_journal_of_it_gives_the_same() {
        assertThat(scene.replayed().findings).isEqualTo(scene.output.findings);
    }

    private final List<OpenLease> held = new ArrayList<>();

    private long full(String library, int limit, long timeoutNanos) {
        long pool = scene.pool(library, "orders", limit, timeoutNanos);
        for (int i = 0; i < limit; i++) {
            OpenLease lease = scene.acquire(pool, scene.open(0));
            scene.use(lease);
            held.add(lease);
        }
        scene.turn();
        return pool;
    }

    private List<String> states() {
        return scene.output.findingStates("pool_exhausted");
    }

    @Nested
    class it_is_confirmed {
        @Test
        void when_an_acquire_timed_out_with_every_connection_leased() {
            long pool = full("HikariCP", 2, 2 * SECOND);
            scene.now += 2 * SECOND;
            scene.acquireFails(pool, 2 * SECOND, Scene.poolTimeout());
            scene.pass(SECOND / 2);
            assertThat(states()).containsExactly("confirmed");
            Finding finding = scene.output.last("pool_exhausted");
            assertThat(finding.sentence())
                    .isEqualTo("Pool orders is exhausted: all 2 connections are leased, 1 acquire waited in vain"
                            + " (longest wait 2.0 s).");
            assertThat((String) finding.attributes().get(Names.FINDING_EVIDENCE))
                    .contains("com.acme.Orders.place(Orders.java:42) on http-7 for 2.5 s (now at ");
            assertThat((String) finding.attributes().get(Names.FINDING_ADVICE))
                    .isEqualTo(
                            "Shorten what holds them: 2 of the 2 named are held for something else than the database,"
                                    + " acquired at " + Scene.PLACE + ", the thread at " + OpenLease.ELSEWHERE
                                    + "; a larger maximumPoolSize would only pay for the idle time.");
        }

        @Test
        void and_a_larger_limit_is_a_remedy_where_the_holders_are_in_the_driver() {
            long pool = full("HikariCP", 2, 2 * SECOND);
            held.forEach(lease -> lease.inDriver = true);
            scene.now += 2 * SECOND;
            scene.acquireFails(pool, 2 * SECOND, Scene.poolTimeout());
            scene.pass(SECOND / 2);
            assertThat((String) scene.output.last("pool_exhausted").attributes().get(Names.FINDING_ADVICE))
                    .isEqualTo("Shorten what holds them, or raise maximumPoolSize above 2: 3 were wanted at once.");
        }

        @Test
        void and_what_one_may_have_locked_is_named_where_all_others_are_in_the_driver() {
            long pool = full("HikariCP", 3, 2 * SECOND);
            held.forEach(lease -> lease.inDriver = lease != held.get(0));
            scene.now += 2 * SECOND;
            scene.acquireFails(pool, 2 * SECOND, Scene.poolTimeout());
            scene.pass(SECOND / 2);
            assertThat((String) scene.output.last("pool_exhausted").attributes().get(Names.FINDING_ADVICE))
                    .isEqualTo(
                            "If the others, which are at work in the database, wait there for a lock of what was"
                                    + " acquired at " + Scene.PLACE + ", by a thread that is at " + OpenLease.ELSEWHERE
                                    + ", end that transaction sooner: a larger maximumPoolSize would only let more wait for it.");
        }

        @Test
        void and_what_the_holders_did_is_seen_though_all_have_given_back_when_the_acquire_gives_up() {
            long pool = full("HikariCP", 2, 3 * SECOND);
            long waiting = scene.waits(pool);
            scene.passSeconds(2);
            scene.now += SECOND;
            scene.acquireFails(waiting, pool, 3 * SECOND, Scene.OTHER_WORKER, Scene.poolTimeout());
            held.forEach(scene::release);
            scene.pass(SECOND / 2);
            assertThat((String) scene.output.last("pool_exhausted").attributes().get(Names.FINDING_ADVICE))
                    .startsWith(
                            "Shorten what holds them: 2 of the 2 named are held for something else than the database")
                    .contains("the thread at " + OpenLease.ELSEWHERE);
        }

        @Test
        void and_no_larger_limit_is_a_remedy_where_the_holders_acquire_there_again() {
            long pool = full("HikariCP", 2, 2 * SECOND);
            held.forEach(lease -> lease.holder = Holder.AGAIN);
            scene.now += 2 * SECOND;
            scene.acquireFails(pool, 2 * SECOND, Scene.poolTimeout());
            scene.pass(SECOND / 2);
            assertThat((String) scene.output.last("pool_exhausted").attributes().get(Names.FINDING_ADVICE))
                    .isEqualTo("2 of the 2 named are held by threads that acquire at " + Scene.PLACE
                            + " again: close each before the next, by try-with-resources if some path leaves one open;"
                            + " a larger maximumPoolSize only delays this.");
        }

        private String adviceWhereAcquiredAgainBy(Site.Keeper... keepers) {
            long pool = scene.pool("HikariCP", "orders", keepers.length, 2 * SECOND);
            for (Site.Keeper each : keepers) {
                CodeLine line =
                        new CodeLine("com.acme.Shop", each == Site.Keeper.SESSION ? "load" : "sell", "Shop.java", 7);
                Site site = new Site(List.of(line), 0, each);
                scene.acquire(scene.id(), pool, scene.open(0), 0, Scene.WORKER, site, null).holder = Holder.AGAIN;
            }
            scene.now += 2 * SECOND;
            scene.acquireFails(pool, 2 * SECOND, Scene.poolTimeout());
            scene.pass(SECOND / 2);
            return String.valueOf(
                    scene.output.last("pool_exhausted").attributes().get(Names.FINDING_ADVICE));
        }

        @Test
        void and_sessions_are_what_to_close_where_they_acquire_again() {
            assertThat(adviceWhereAcquiredAgainBy(Site.Keeper.SESSION, Site.Keeper.METHOD, Site.Keeper.SESSION))
                    .contains("mostly at com.acme.Shop.load(Shop.java:7) again: close each session (EntityManager,");
        }

        @Test
        void and_no_sessions_are_where_few_of_those_that_acquire_again_are_theirs() {
            assertThat(adviceWhereAcquiredAgainBy(Site.Keeper.SESSION, Site.Keeper.METHOD, Site.Keeper.METHOD))
                    .contains(
                            "mostly at com.acme.Shop.sell(Shop.java:7) again: close each before the next, by try-with-")
                    .doesNotContain("session");
        }

        @Test
        void with_the_property_that_ends_sessions_where_they_are_open_in_view() {
            scene.loadedClasses.add("org.springframework.boot.SpringApplication");
            scene.loadedClasses.add("org.springframework.orm.jpa.support.OpenEntityManagerInViewInterceptor");
            long pool = full("HikariCP", 2, 2 * SECOND);
            held.forEach(lease -> lease.keptOpen = true);
            scene.now += 2 * SECOND;
            scene.acquireFails(pool, 2 * SECOND, Scene.poolTimeout());
            scene.pass(SECOND / 2);
            assertThat((String) scene.output.last("pool_exhausted").attributes().get(Names.FINDING_ADVICE))
                    .startsWith(
                            "Set spring.jpa.open-in-view=false, so that each goes back when its transaction ends: 2 of");
        }

        @Test
        void and_who_waits_beside_the_one_that_gave_up_wants_one_too() {
            long pool = full("HikariCP", 2, 2 * SECOND);
            held.forEach(lease -> lease.inDriver = true);
            scene.waits(pool);
            scene.passSeconds(2);
            scene.acquireFails(pool, 2 * SECOND, Scene.poolTimeout());
            scene.pass(SECOND / 2);
            assertThat((String) scene.output.last("pool_exhausted").attributes().get(Names.FINDING_ADVICE))
                    .endsWith("4 were wanted at once.");
        }

        @Test
        void and_names_the_line_that_lost_the_connections_long_before() {
            long pool = full("HikariCP", 2, 2 * SECOND);
            held.forEach(lease -> lease.garbage = true);
            scene.passSeconds(3);
            scene.acquireFails(pool, 2 * SECOND, Scene.poolTimeout());
            scene.passSeconds(2);
            Finding finding = scene.output.last("pool_exhausted");
            assertThat((String) finding.attributes().get(Names.FINDING_EVIDENCE))
                    .contains("com.acme.Orders.place(Orders.java:42) on http-7 (lost: its handle is garbage)")
                    .doesNotContain("unknown");
            assertThat((String) finding.attributes().get(Names.FINDING_ADVICE)).startsWith("2 of them are leaked");
        }

        @Test
        void without_a_word_of_an_endless_wait_where_none_is_what_the_pool_takes_zero_for() {
            long pool = full("MariaDB pool", 1, PoolFacts.ENDLESS);
            scene.acquireFails(pool, 10_000_000L, Scene.poolTimeout());
            scene.pass(SECOND / 2);
            assertThat(states()).containsExactly("confirmed");
            assertThat((String) scene.output.last("pool_exhausted").attributes().get(Names.FINDING_ADVICE))
                    .doesNotContain("endless");
        }

        @Test
        void while_an_acquire_waits_without_end_and_nothing_ever_fails() {
            long pool = full("Commons DBCP 2", 2, PoolFacts.ENDLESS);
            held.forEach(lease -> lease.holder = Holder.DEAD);
            scene.waits(pool);
            scene.passSeconds(12);
            assertThat(states()).containsExactly("confirmed");
            assertThat(scene.output.findingStates("leak")).containsExactly("confirmed");
            Finding finding = scene.output.last("pool_exhausted");
            assertThat(finding.sentence()).contains("1 still waits");
            assertThat((String) finding.attributes().get(Names.FINDING_ADVICE))
                    .startsWith("2 of them are leaked: mend that first, a larger maxTotal")
                    .contains("The wait is endless: set maxWait");
        }

        /** Lines are looked up now and then: none of those who hold, but of each number that came before. */
        private Finding heldByUnknownCode(int... lines) {
            long pool = scene.pool("HikariCP", "orders", 2, 2 * SECOND);
            for (int line : lines) {
                Site site = new Site(List.of(new CodeLine("com.acme.Shop", "sell", "Shop.java", line)), 0);
                scene.release(scene.acquire(scene.id(), pool, scene.open(0), 0, Scene.WORKER, site, null));
            }
            for (int i = 0; i < 2; i++) {
                scene.acquire(scene.id(), pool, scene.open(0), 0, Scene.WORKER, null, null);
            }
            scene.now += 2 * SECOND;
            scene.acquireFails(pool, 2 * SECOND, Scene.poolTimeout());
            scene.pass(SECOND / 2);
            return scene.output.last("pool_exhausted");
        }

        @Test
        void and_names_the_line_that_acquires_most_where_that_of_the_holders_was_not_looked_up() {
            Finding finding = heldByUnknownCode(7, 8, 8, 8, 7, 8, 8, 8);
            assertThat(finding.attributes().get(Names.FINDING_SITE)).isEqualTo("com.acme.Shop.sell(Shop.java:8)");
            assertThat((String) finding.attributes().get(Names.FINDING_EVIDENCE))
                    .endsWith("most are acquired at com.acme.Shop.sell(Shop.java:8).");
        }

        @Test
        void and_names_the_line_that_the_holders_statements_tell() {
            long pool = scene.pool("HikariCP", "orders", 1, 2 * SECOND);
            OpenLease holder = scene.acquire(scene.id(), pool, scene.open(0), 0, Scene.WORKER, null, null);
            scene.tell(new LikelySite(scene.now, holder.acquired.leaseId(), Scene.SITE));
            scene.now += 2 * SECOND;
            scene.acquireFails(pool, 2 * SECOND, Scene.poolTimeout());
            scene.pass(SECOND / 2);
            Finding finding = scene.output.last("pool_exhausted");
            assertThat(finding.attributes().get(Names.FINDING_SITE)).isEqualTo(Scene.PLACE.toString());
            assertThat((String) finding.attributes().get(Names.FINDING_EVIDENCE))
                    .startsWith("Held by " + Scene.PLACE + " on ")
                    .endsWith(" Of 1 the line is told by its statements alone.");
        }

        @Test
        void and_names_no_line_as_usual_where_none_has_more_than_half() {
            Finding finding = heldByUnknownCode(7, 8, 7, 8, 7, 8, 9);
            assertThat(finding.attributes().get(Names.FINDING_SITE)).isEqualTo("unknown");
            assertThat((String) finding.attributes().get(Names.FINDING_EVIDENCE))
                    .doesNotContain("most are acquired");
        }

        @Test
        void with_all_that_wait_however_many() {
            long pool = full("HikariCP", 2, PoolFacts.ENDLESS);
            for (int i = 0; i < 200; i++) {
                scene.waits(pool);
            }
            scene.passSeconds(12);
            assertThat(scene.output.last("pool_exhausted").sentence()).contains("200 still wait");
        }

        @Test
        void and_its_span_links_to_those_who_wait_and_those_who_hold() {
            long pool = full("HikariCP", 2, 2 * SECOND);
            scene.acquireFails(pool, 2 * SECOND, Scene.poolTimeout());
            scene.pass(SECOND / 2);
            scene.pass(SECOND);
            held.forEach(scene::release);
            scene.passSeconds(2);
            Span finding = scene.output.only("finding pool_exhausted");
            List<Span> leases = scene.output.named("lease");
            assertThat(leases).hasSize(3);
            assertThat(finding.links())
                    .extracting(Span.Link::to)
                    .containsExactlyInAnyOrderElementsOf(
                            leases.stream().map(Span::id).toList());
            assertThat(leases)
                    .allSatisfy(lease -> assertThat(lease.attributes().get(Names.FINDING_KIND))
                            .isEqualTo("pool_exhausted"));
        }

        @Test
        void although_news_of_a_release_before_it_come_in_the_same_turn() {
            long pool = full("HikariCP", 2, 2 * SECOND);
            scene.now += 2 * SECOND;
            scene.acquireFails(pool, 2 * SECOND, Scene.poolTimeout());
            scene.now += 1;
            scene.release(held.get(0));
            scene.pass(SECOND / 2);
            assertThat(states()).containsExactly("confirmed");
        }

        @Test
        void although_those_who_kept_it_waiting_gave_back_before_its_exception_came() {
            long pool = full("c3p0", 2, 2 * SECOND);
            scene.now += 2 * SECOND;
            held.forEach(scene::release);
            scene.now += SECOND / 20;
            scene.acquireFails(pool, 2 * SECOND, Scene.poolTimeout());
            scene.pass(SECOND / 2);
            assertThat(states()).containsExactly("confirmed");
            Finding finding = scene.output.last("pool_exhausted");
            assertThat(finding.sentence()).contains("all 2 connections are leased");
            assertThat(finding.attributes().get(Names.POOL_USED)).isEqualTo(2L);
            assertThat(finding.attributes().get(Names.POOL_IDLE)).isEqualTo(0L);
        }

        @Test
        void counting_those_of_many_such_whom_it_does_not_name() {
            long pool = full("c3p0", 12, 2 * SECOND);
            scene.now += 2 * SECOND;
            held.forEach(scene::release);
            scene.now += SECOND / 20;
            scene.acquireFails(pool, 2 * SECOND, Scene.poolTimeout());
            scene.pass(SECOND / 2);
            assertThat((String) scene.output.last("pool_exhausted").attributes().get(Names.FINDING_EVIDENCE))
                    .endsWith("; and 2 more.");
        }

        @Test
        void although_those_who_kept_it_waiting_took_turns() {
            long pool = full("c3p0", 1, 2 * SECOND);
            for (int i = 0; i < 4; i++) {
                scene.now += SECOND / 2;
                scene.release(held.remove(0));
                scene.now += SECOND / 200;
                held.add(scene.acquire(pool, 0));
            }
            scene.now += SECOND / 2;
            scene.release(held.remove(0));
            scene.now += SECOND / 100;
            scene.acquireFails(pool, 2 * SECOND, Scene.poolTimeout());
            scene.pass(SECOND / 2);
            assertThat(states()).containsExactly("confirmed");
        }

        @Test
        void and_all_that_gave_up_together_wanted_one_at_once() {
            long pool = full("c3p0", 2, 2 * SECOND);
            held.forEach(lease -> lease.inDriver = true);
            scene.now += 2 * SECOND;
            for (int i = 0; i < 4; i++) {
                scene.now += SECOND / 100;
                scene.acquireFails(pool, 2 * SECOND, Scene.poolTimeout());
            }
            scene.pass(SECOND / 2);
            assertThat((String) scene.output.last("pool_exhausted").attributes().get(Names.FINDING_ADVICE))
                    .endsWith("6 were wanted at once.");
        }

        @Test
        void when_the_pool_itself_says_so_of_connections_that_were_acquired_before_the_agent_came() {
            long pool = scene.pool("HikariCP", "orders", 2, 2 * SECOND);
            scene.acquireFails(pool, 2 * SECOND, Scene.poolTimeout());
            scene.pass(SECOND);
            assertThat(states()).isEmpty();
            scene.tell(new PoolCounted(scene.now, pool, 2, 0));
            scene.pass(SECOND);
            scene.acquireFails(pool, 2 * SECOND, Scene.poolTimeout());
            scene.pass(SECOND);
            assertThat(states()).containsExactly("confirmed");
            Finding finding = scene.output.last("pool_exhausted");
            assertThat(finding.sentence())
                    .startsWith("Pool orders is exhausted: all 2 connections are leased, 1 acquire");
            assertThat((String) finding.attributes().get(Names.FINDING_EVIDENCE))
                    .isEqualTo("Held by whoever acquired 2 before the agent came, as the pool itself counts: it is not"
                            + " known who has them.");
            assertThat((String) finding.attributes().get(Names.FINDING_ADVICE))
                    .endsWith("start the JVM with -javaagent to learn from which line.");
            assertThat(finding.attributes().get(Names.POOL_USED)).isEqualTo(2L);
        }

        @Test
        void naming_those_that_are_known_although_the_limit_was_raised_meanwhile() {
            long pool = full("HikariCP", 2, 2 * SECOND);
            scene.tell(new PoolSeen(
                    scene.now, new PoolFacts(pool, "HikariCP", "orders", 3, 1, 3, 2 * SECOND, PoolUpkeep.UNKNOWN)));
            scene.pass(SECOND);
            scene.tell(new PoolCounted(scene.now, pool, 3, 0));
            scene.pass(SECOND);
            scene.acquireFails(pool, 2 * SECOND, Scene.poolTimeout());
            scene.pass(SECOND);
            assertThat((String) scene.output.last("pool_exhausted").attributes().get(Names.FINDING_EVIDENCE))
                    .startsWith("Held by " + Scene.PLACE + " on http-7 for 3.0 s")
                    .contains("whoever acquired 1 before the agent came");
        }

        @Test
        void of_which_not_all_are_known_where_transactions_keep_what_was_closed() {
            long pool = scene.pool("Agroal", "orders", 2, 2 * SECOND);
            scene.release(scene.acquire(pool, scene.open(0)));
            scene.pass(SECOND);
            scene.tell(new PoolCounted(scene.now, pool, 2, 1));
            scene.pass(SECOND);
            scene.acquireFails(pool, 2 * SECOND, Scene.poolTimeout());
            scene.pass(SECOND);
            assertThat((String) scene.output.last("pool_exhausted").attributes().get(Names.FINDING_EVIDENCE))
                    .startsWith("Held by the transaction of what " + Scene.PLACE)
                    .endsWith("; and 1 more.");
        }

        private Finding keptByTransactionsOfUnknownCode(int looked) {
            long pool = scene.pool("Agroal", "orders", 2, 2 * SECOND);
            for (int i = 0; i < looked; i++) {
                long connection = scene.open(0);
                scene.release(scene.acquire(pool, connection));
                scene.close(connection, Closed.How.CLOSED);
            }
            for (OpenLease each : List.of(unknown(pool), unknown(pool))) {
                scene.release(each);
            }
            scene.pass(SECOND);
            scene.tell(new PoolCounted(scene.now, pool, 2, 2));
            scene.pass(SECOND);
            scene.acquireFails(pool, 2 * SECOND, Scene.poolTimeout());
            scene.pass(SECOND);
            return scene.output.last("pool_exhausted");
        }

        private OpenLease unknown(long pool) {
            return scene.acquire(scene.id(), pool, scene.open(0), 0, Scene.WORKER, null, null);
        }

        @Test
        void of_transactions_by_unknown_code_without_a_line() {
            Finding finding = keptByTransactionsOfUnknownCode(0);
            assertThat(finding.attributes().get(Names.FINDING_SITE)).isEqualTo("unknown");
            assertThat((String) finding.attributes().get(Names.FINDING_ADVICE))
                    .startsWith("End the transactions in which connections are acquired sooner, and on every path: ");
        }

        @Test
        void of_transactions_by_unknown_code_with_the_line_that_acquires_most() {
            Finding finding = keptByTransactionsOfUnknownCode(3);
            assertThat(finding.attributes().get(Names.FINDING_SITE)).isEqualTo(Scene.PLACE.toString());
            assertThat((String) finding.attributes().get(Names.FINDING_EVIDENCE))
                    .endsWith("most are acquired at " + Scene.PLACE + ".");
        }

        @Test
        void with_whom_what_is_closed_and_stays_with_a_transaction_that_has_not_ended() {
            long pool = full("Agroal", 2, 2 * SECOND);
            held.forEach(scene::release);
            scene.pass(SECOND);
            scene.acquireFails(pool, 2 * SECOND, Scene.poolTimeout());
            scene.pass(SECOND);
            assertThat(states()).isEmpty();
            scene.tell(new PoolCounted(scene.now, pool, 2, 2));
            scene.pass(SECOND);
            scene.acquireFails(pool, 2 * SECOND, Scene.poolTimeout());
            scene.pass(SECOND);
            assertThat(states()).containsExactly("confirmed");
            Finding finding = scene.output.last("pool_exhausted");
            assertThat(finding.attributes().get(Names.FINDING_SITE)).asString().isEqualTo(Scene.PLACE.toString());
            assertThat((String) finding.attributes().get(Names.FINDING_EVIDENCE))
                    .startsWith(
                            "Held by the transaction of what " + Scene.PLACE + " on http-7 acquired and closed after ")
                    .doesNotContain("more")
                    .doesNotContain("before the agent came");
            assertThat((String) finding.attributes().get(Names.FINDING_ADVICE))
                    .isEqualTo(
                            "End the transactions in which " + Scene.PLACE + " acquires sooner, and on every path: what"
                                    + " is closed in one stays with it until it ends; a larger maxSize would only pay for that.");
            assertThat(finding.attributes().get(Names.POOL_USED)).isEqualTo(2L);
        }

        @Test
        void once_however_often_it_fails() {
            long pool = full("HikariCP", 1, 2 * SECOND);
            for (int i = 0; i < 30; i++) {
                scene.acquireFails(pool, 2 * SECOND, Scene.poolTimeout());
                scene.pass(SECOND);
            }
            assertThat(states()).containsExactly("confirmed");
            assertThat(scene.notices)
                    .filteredOn(line -> line.contains("pool_exhausted"))
                    .hasSize(1);
        }
    }

    @Nested
    class it_is_resolved {
        @Test
        void when_acquires_succeed_again_for_a_while() {
            long pool = full("HikariCP", 1, 2 * SECOND);
            scene.acquireFails(pool, 2 * SECOND, Scene.poolTimeout());
            scene.pass(SECOND);
            scene.release(held.get(0));
            scene.pass(SECOND);
            scene.release(scene.acquire(pool, held.get(0).acquired.connectionId()));
            scene.passSeconds(15);
            assertThat(states()).containsExactly("confirmed", "resolved");
        }

        @Test
        void not_as_long_as_nobody_got_a_connection() {
            long pool = full("HikariCP", 1, 2 * SECOND);
            scene.acquireFails(pool, 2 * SECOND, Scene.poolTimeout());
            scene.passSeconds(25);
            scene.finish();
            assertThat(states()).containsExactly("confirmed");
        }
    }

    @Nested
    class it_is_silent {
        private void assertSilence() {
            assertThat(states()).isEmpty();
            assertThat(scene.output.named("finding pool_exhausted")).isEmpty();
        }

        @Test
        void when_every_wait_ends_well() {
            long pool = full("HikariCP", 2, 30 * SECOND);
            for (int i = 0; i < 20; i++) {
                held.forEach(lease -> lease.inDriver = true);
                ThreadRef asker = new ThreadRef(100 + i, "http-" + i);
                long waiting = scene.waits(pool, asker);
                scene.passSeconds(4);
                scene.release(held.remove(0));
                held.add(scene.acquire(waiting, pool, 0, 4 * SECOND, asker, Scene.SITE, null));
                scene.turn();
            }
            assertSilence();
        }

        @Test
        void when_it_was_full_for_a_moment_before_and_its_limit_was_told_after_its_first_lease() {
            long pool = scene.id();
            OpenLease first = scene.acquire(pool, scene.open(0));
            scene.tell(new PoolSeen(
                    scene.now, new PoolFacts(pool, "HikariCP", "orders", 2, 1, 2, 2 * SECOND, PoolUpkeep.UNKNOWN)));
            scene.release(first);
            scene.passSeconds(60);
            held.add(scene.acquire(pool, first.acquired.connectionId()));
            OpenLease second = scene.acquire(pool, scene.open(0));
            scene.now += 5_000_000L;
            scene.release(second);
            scene.acquireFails(pool, 2 * SECOND, Scene.poolTimeout());
            scene.passSeconds(3);
            assertSilence();
        }

        @Test
        void when_the_server_refused_more_connections() {
            long pool = full("HikariCP", 2, 2 * SECOND);
            scene.release(held.remove(0));
            scene.turn();
            scene.openFailed(0, 0, Scene.tooMany());
            scene.acquireFails(
                    pool,
                    2 * SECOND,
                    Scene.error(
                            "java.sql.SQLTransientConnectionException",
                            "53300",
                            "? request timed out after ?",
                            Scene.tooMany()));
            scene.passSeconds(3);
            assertSilence();
            assertThat(scene.output.named("lease"))
                    .extracting(lease -> lease.attributes().get(Names.LEASE_OUTCOME))
                    .containsExactly("released", "refused");
        }

        @Test
        void when_a_driver_is_among_the_causes_although_all_are_leased() {
            long pool = full("HikariCP", 2, 2 * SECOND);
            scene.acquireFails(
                    pool,
                    2 * SECOND,
                    Scene.error(
                            "java.sql.SQLTransientConnectionException",
                            "08003",
                            "? request timed out after ?",
                            Scene.error("org.postgresql.util.PSQLException", "08003", "This connection ? closed")));
            scene.passSeconds(3);
            assertSilence();
        }

        @Test
        void when_a_connection_was_free() {
            long pool = full("HikariCP", 2, 2 * SECOND);
            scene.release(held.remove(0));
            scene.turn();
            scene.acquireFails(pool, 2 * SECOND, Scene.poolTimeout());
            scene.passSeconds(3);
            assertSilence();
        }

        @Test
        void when_all_were_leased_for_the_lesser_part_of_the_wait() {
            long pool = full("HikariCP", 2, 2 * SECOND);
            scene.now += SECOND / 2;
            held.forEach(scene::release);
            scene.now += SECOND;
            scene.acquireFails(pool, 2 * SECOND, Scene.poolTimeout());
            scene.passSeconds(3);
            assertSilence();
        }
    }
}
