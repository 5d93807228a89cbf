package io.connwake.pipeline;

import static io.connwake.pipeline.Scene.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwake.pipeline.model.Finding;
import io.connwake.pipeline.model.Names;
import io.connwake.pipeline.model.Span;
import io.connwake.recorder.event.Closed;
import io.connwake.recorder.event.LikelySite;
import io.connwake.recorder.event.PoolUpkeep;
import io.connwake.recorder.event.Site;
import io.connwake.recorder.event.StillOpen.Holder;
import io.connwake.recorder.event.ThreadRef;
import io.connwake.recorder.event.TraceParent;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class LeakTest {
    private final Scene scene = new Scene();

    @AfterEach
    void the_journal_of_it_gives_the_same() {
        assertThat(scene.replayed().findings).isEqualTo(scene.output.findings);
    }

    private final long pool = scene.pool("orders", 4, 2 * SECOND);

    private OpenLease lease() {
        return scene.acquire(pool, scene.open(0));
    }

    private OpenLease forgotten(Holder holder) {
        OpenLease lease = lease();
        scene.use(lease);
        lease.holder = holder;
        return lease;
    }

    @Nested
    class a_leak_is_confirmed {
        @Test
        void when_the_handle_became_garbage() {
            lease().garbage = true;
            scene.passSeconds(3);
            assertThat(scene.output.findingStates("leak")).containsExactly("confirmed");
            assertThat(scene.output.only("lease").attributes().get(Names.LEASE_OUTCOME))
                    .isEqualTo("abandoned");
            assertThat(scene.output.only("lease").attributes().get(Names.FINDING_KIND))
                    .isEqualTo("leak");
        }

        @Test
        void and_not_to_be_closed_where_it_is_acquired_if_others_close_what_comes_back() {
            scene.release(lease(), Scene.OTHER_WORKER);
            scene.release(lease(), Scene.OTHER_WORKER);
            lease().garbage = true;
            scene.passSeconds(3);
            assertThat((String) scene.output.last("leak").attributes().get(Names.FINDING_ADVICE))
                    .startsWith("Close it on every path of what it is handed to at " + Scene.PLACE
                            + ", also where that is dropped and never runs, or acquire it there: 2 of the 2 that came"
                            + " back were closed by another thread.");
        }

        @Test
        void of_which_nobody_knows_where_it_was_acquired() {
            scene.acquire(scene.id(), pool, scene.open(0), 0, Scene.WORKER, null, null).garbage = true;
            scene.passSeconds(3);
            Finding leak = scene.output.last("leak");
            assertThat(leak.sentence())
                    .isEqualTo("1 connection of pool orders was acquired by unknown code and never returned;"
                            + " 1 of the pool's 4 is gone.");
            assertThat((String) leak.attributes().get(Names.FINDING_EVIDENCE))
                    .startsWith("The one lost so saw no SQLException; none came back.");
        }

        @Test
        void at_the_line_that_its_statements_tell_where_none_was_looked_up() {
            lease().garbage = true;
            OpenLease unknown = scene.acquire(scene.id(), pool, scene.open(0), 0, Scene.WORKER, null, null);
            scene.tell(new LikelySite(scene.now, unknown.acquired.leaseId(), Scene.SITE));
            unknown.garbage = true;
            scene.passSeconds(3);
            Finding leak = scene.output.last("leak");
            assertThat(leak.sentence()).startsWith("2 connections of pool orders were acquired here");
            assertThat((String) leak.attributes().get(Names.FINDING_EVIDENCE))
                    .contains(" Of 1 the line is told by its statements alone.");
        }

        @Test
        void of_which_all_are_counted_whose_line_only_their_statements_tell() {
            for (int i = 0; i < 60; i++) {
                OpenLease unknown = scene.acquire(scene.id(), pool, scene.open(0), 0, Scene.WORKER, null, null);
                scene.tell(new LikelySite(scene.now, unknown.acquired.leaseId(), Scene.SITE));
                unknown.garbage = true;
            }
            lease().garbage = true;
            scene.passSeconds(3);
            Finding leak = scene.output.last("leak");
            assertThat(leak.sentence()).startsWith("61 connections of pool orders were acquired here");
            assertThat((String) leak.attributes().get(Names.FINDING_EVIDENCE))
                    .contains(" Of 60 the line is told by their statements alone.");
        }

        @Test
        void when_its_method_returned_and_it_is_unused_for_the_threshold() {
            forgotten(Holder.GONE);
            scene.passSeconds(29);
            assertThat(scene.output.findings).isEmpty();
            scene.passSeconds(2);
            assertThat(scene.output.findingStates("leak")).containsExactly("confirmed");
        }

        @Test
        void when_its_thread_ended_even_without_a_statement() {
            lease().holder = Holder.DEAD;
            scene.passSeconds(31);
            assertThat(scene.output.findingStates("leak")).containsExactly("confirmed");
        }

        @Test
        void at_once_where_an_acquire_timed_out() {
            forgotten(Holder.GONE);
            scene.turn();
            scene.acquireFails(pool, 2 * SECOND, Scene.poolTimeout());
            scene.pass(SECOND / 2);
            assertThat(scene.output.findingStates("leak")).containsExactly("confirmed");
        }

        @Test
        void at_once_although_it_was_looked_at_for_another_reason_just_before_the_acquire_timed_out() {
            for (int i = 0; i < 4; i++) {
                forgotten(Holder.GONE);
            }
            long waiting = scene.waits(pool);
            scene.passSeconds(2);
            scene.acquireFails(waiting, pool, 2 * SECOND, Scene.OTHER_WORKER, Scene.poolTimeout());
            scene.pass(SECOND / 2);
            assertThat(scene.output.findingStates("leak")).containsExactly("confirmed");
        }

        @Test
        void not_before_the_threshold_where_the_caller_of_its_method_goes_on() {
            forgotten(Holder.RETURNED);
            scene.turn();
            scene.acquireFails(pool, 2 * SECOND, Scene.poolTimeout());
            scene.passSeconds(25);
            assertThat(scene.output.findingStates("leak")).isEmpty();
            scene.passSeconds(6);
            assertThat(scene.output.findingStates("leak")).containsExactly("confirmed");
        }

        @Test
        void of_several_with_a_lock_of_the_session_that_leave_the_pool_none() {
            for (int i = 0; i < 4; i++) {
                forgotten(Holder.KEEPING);
            }
            scene.passSeconds(32);
            assertThat(scene.output.findingStates("leak")).containsExactly("confirmed");
        }

        @Test
        void at_once_where_an_acquire_waits_too_long() {
            scene.waits(pool);
            forgotten(Holder.DEAD);
            scene.passSeconds(12);
            assertThat(scene.output.findingStates("leak")).containsExactly("confirmed");
        }

        @Test
        void for_an_unpooled_connection_whose_handle_became_garbage() {
            scene.acquire(0, scene.open(0, 0, Scene.APPLICATION_CODE, false)).garbage = true;
            scene.passSeconds(3);
            assertThat(scene.output.findingStates("leak")).containsExactly("confirmed");
        }
    }

    @Nested
    class without_a_pool {
        private OpenLease opened(ThreadRef thread, Holder holder) {
            long connection = scene.open(0, 0, Scene.APPLICATION_CODE, false);
            OpenLease lease = scene.acquire(scene.id(), 0, connection, 0, thread, Scene.SITE, null);
            scene.use(lease);
            lease.holder = holder;
            scene.turn();
            return lease;
        }

        private OpenLease failed(ThreadRef thread, Holder holder) {
            OpenLease lease = opened(thread, holder);
            lease.errors = 1;
            return lease;
        }

        @Test
        void those_of_threads_that_ended_are_leaks_once_others_open_there() {
            opened(new ThreadRef(21, "request-1"), Holder.DEAD);
            scene.passSeconds(40);
            opened(new ThreadRef(22, "request-2"), Holder.DEAD);
            scene.passSeconds(40);
            assertThat(scene.output.findings).isEmpty();
            opened(new ThreadRef(23, "request-3"), Holder.DEAD);
            scene.passSeconds(90);
            assertThat(scene.output.last("leak").sentence())
                    .isEqualTo("3 connections were acquired here and never returned.");
        }

        @Test
        void one_that_failed_is_a_leak_once_another_opens_there() {
            failed(new ThreadRef(21, "request-1"), Holder.DEAD);
            scene.passSeconds(40);
            assertThat(scene.output.findings).isEmpty();
            failed(new ThreadRef(22, "request-2"), Holder.DEAD);
            scene.passSeconds(2);
            assertThat(scene.output.last("leak").sentence())
                    .isEqualTo("1 connection was acquired here and never returned.");
        }

        @Test
        void or_once_its_own_thread_opens_another_there_after_the_threshold() {
            failed(Scene.WORKER, Holder.GONE);
            scene.passSeconds(31);
            assertThat(scene.output.findings).isEmpty();
            opened(Scene.WORKER, Holder.HOLDING);
            scene.passSeconds(2);
            assertThat(scene.output.findingStates("leak")).containsExactly("confirmed");
        }

        @Test
        void those_of_a_pool_made_by_hand_are_none_as_long_as_one_of_them_is_used() {
            opened(new ThreadRef(21, "request-1"), Holder.DEAD);
            opened(new ThreadRef(22, "request-2"), Holder.DEAD);
            OpenLease top = opened(new ThreadRef(23, "request-3"), Holder.DEAD);
            for (int i = 0; i < 20; i++) {
                scene.passSeconds(5);
                scene.use(top);
            }
            assertThat(scene.output.findings).isEmpty();
        }

        @Test
        void nor_are_those_that_one_thread_keeps_one_for_each_user() {
            OpenLease first = opened(Scene.WORKER, Holder.GONE);
            for (int i = 0; i < 5; i++) {
                scene.passSeconds(10);
                scene.use(first);
                opened(Scene.WORKER, Holder.GONE);
            }
            scene.passSeconds(90);
            assertThat(scene.output.findings).isEmpty();
        }

        @Test
        void some_that_one_thread_opens_together_may_be_kept_for_later() {
            for (int i = 0; i < 4; i++) {
                opened(Scene.WORKER, Holder.GONE);
            }
            scene.passSeconds(100);
            assertThat(scene.output.findings).isEmpty();
        }

        @Test
        void some_that_a_thread_opened_together_before_it_ended_may_be_kept_for_later() {
            for (int i = 0; i < 4; i++) {
                opened(Scene.FILLER, Holder.DEAD);
                scene.pass(Scene.MILLI);
            }
            scene.passSeconds(100);
            assertThat(scene.output.findings).isEmpty();
        }

        @Test
        void each_living_thread_may_keep_one() {
            opened(Scene.WORKER, Holder.GONE);
            scene.passSeconds(40);
            opened(Scene.OTHER_WORKER, Holder.GONE);
            scene.passSeconds(40);
            assertThat(scene.output.findings).isEmpty();
        }

        @Test
        void one_that_is_used_again_is_none() {
            OpenLease kept = opened(Scene.WORKER, Holder.GONE);
            scene.passSeconds(31);
            opened(Scene.WORKER, Holder.HOLDING);
            scene.use(kept);
            scene.passSeconds(60);
            assertThat(scene.output.findings).isEmpty();
        }
    }

    @Nested
    class what_a_pool_takes_back {
        @Test
        void by_closing_it_is_lost_but_none_of_the_pools_is_gone() {
            for (int i = 0; i < 6; i++) {
                OpenLease lease = forgotten(Holder.GONE);
                scene.passSeconds(31);
                scene.close(lease.acquired.connectionId(), Closed.How.CLOSED);
            }
            scene.passSeconds(61);
            Finding last = scene.output.last("leak");
            assertThat(last.sentence())
                    .isEqualTo("6 connections of pool orders were acquired here and never returned.");
            assertThat(last.attributes().get(Names.FINDING_EVIDENCE))
                    .asString()
                    .contains("none came back. The pool itself took all of them back.");
            assertThat(last.attributes().get(Names.FINDING_ADVICE)).asString().doesNotContain("Until then");
        }

        @Test
        void is_not_what_it_aborts_when_it_is_closed_itself() {
            OpenLease first = forgotten(Holder.GONE);
            scene.passSeconds(31);
            OpenLease second = forgotten(Holder.GONE);
            scene.passSeconds(31);
            scene.close(pool);
            scene.close(first.acquired.connectionId(), Closed.How.ABORTED);
            scene.close(second.acquired.connectionId(), Closed.How.ABORTED);
            scene.passSeconds(61);
            Finding last = scene.output.last("leak");
            assertThat(last.sentence())
                    .isEqualTo("2 connections of pool orders were acquired here and never returned;"
                            + " 2 of the pool's 4 are gone.");
            assertThat(last.attributes().get(Names.FINDING_EVIDENCE)).asString().doesNotContain("took");
        }

        private Object outcomeOfClosedAfter(String library, int seconds) {
            PoolUpkeep upkeep = new PoolUpkeep(-1, -1, -1, -1, 20 * SECOND, null);
            OpenLease lease = scene.acquire(scene.pool(library, 1, 4, upkeep), scene.open(0));
            scene.passSeconds(seconds);
            scene.close(lease.acquired.connectionId(), Closed.How.CLOSED);
            scene.finish();
            return String.valueOf(scene.output.only("lease").attributes().get(Names.LEASE_OUTCOME));
        }

        @Test
        void by_its_abandon_settings_is_abandoned() {
            assertThat(outcomeOfClosedAfter("Commons DBCP 2", 21)).isEqualTo("abandoned");
        }

        @Test
        void is_not_what_it_closed_sooner_for_another_reason() {
            assertThat(outcomeOfClosedAfter("Commons DBCP 2", 19)).isEqualTo("open_at_exit");
        }

        @Test
        void is_not_what_was_closed_in_one_that_only_tells_of_long_leases() {
            assertThat(outcomeOfClosedAfter("HikariCP", 21)).isEqualTo("open_at_exit");
        }

        @Test
        void is_none_that_druid_took_back_from_a_method_that_still_goes_on() {
            PoolUpkeep upkeep = new PoolUpkeep(-1, -1, -1, -1, 4 * SECOND, null);
            long druid = scene.pool("Druid", 1, 4, upkeep);
            OpenLease lease = scene.acquire(druid, scene.open(druid));
            scene.use(lease);
            scene.passSeconds(5);
            scene.release(lease, new ThreadRef(30, "Druid-ConnectionPool-Destroy-123"));
            scene.passSeconds(3);
            assertThat(scene.output.findingStates("leak")).isEmpty();
        }

        @Test
        void but_from_one_that_has_returned_it_is() {
            PoolUpkeep upkeep = new PoolUpkeep(-1, -1, -1, -1, 4 * SECOND, null);
            long druid = scene.pool("Druid", 1, 4, upkeep);
            OpenLease lease = scene.acquire(druid, scene.open(druid));
            scene.use(lease);
            lease.holder = Holder.GONE;
            scene.passSeconds(5);
            scene.release(lease, new ThreadRef(30, "Druid-ConnectionPool-Destroy-123"));
            scene.passSeconds(3);
            assertThat(scene.output.findingStates("leak")).contains("confirmed");
            assertThat((String) scene.output.last("leak").attributes().get(Names.FINDING_ADVICE))
                    .as("it was the pool's own thread that closed it, none that it was handed to")
                    .startsWith("Close it in a try-with-resources");
        }

        @Test
        void by_a_thread_of_its_own_is_no_return() {
            long druid = scene.pool("Druid", "orders", 4, 2 * SECOND);
            OpenLease lease = scene.acquire(druid, scene.open(0));
            scene.use(lease);
            scene.passSeconds(1);
            scene.release(lease, new ThreadRef(30, "Druid-ConnectionPool-Destroy-123"));
            scene.passSeconds(2);
            assertThat(scene.output.findingStates("leak")).containsExactly("confirmed");
            assertThat(scene.output.last("leak").attributes().get(Names.FINDING_EVIDENCE))
                    .asString()
                    .contains("; none came back. The pool itself took all of them back.");
            assertThat(scene.output.only("lease").attributes().get(Names.LEASE_OUTCOME))
                    .isEqualTo("abandoned");
        }
    }

    @Nested
    class a_leak_is_not_even_thought_of {
        private void assertSilence() {
            assertThat(scene.output.findings).isEmpty();
            assertThat(scene.notices).isEmpty();
        }

        @Test
        void while_the_owner_is_on_the_stack() {
            forgotten(Holder.HOLDING);
            scene.passSeconds(300);
            assertSilence();
        }

        @Test
        void after_a_hand_over_to_another_thread() {
            forgotten(Holder.HANDED_OVER);
            scene.passSeconds(300);
            assertSilence();
        }

        @Test
        void where_a_lock_of_the_session_says_that_it_is_meant_to_be_kept() {
            forgotten(Holder.KEEPING);
            forgotten(Holder.KEEPING);
            scene.passSeconds(300);
            assertSilence();
        }

        @Test
        void where_the_only_connection_of_a_pool_is_kept_for_a_lock() {
            long ofOne = scene.pool("leader", 1, 2 * SECOND);
            OpenLease leader = scene.acquire(ofOne, scene.open(0));
            scene.use(leader);
            leader.holder = Holder.KEEPING;
            scene.passSeconds(300);
            assertSilence();
        }

        @Test
        void where_no_site_was_captured() {
            forgotten(Holder.UNKNOWN);
            scene.passSeconds(300);
            assertSilence();
        }

        @Test
        void as_long_as_it_is_used() {
            OpenLease lease = forgotten(Holder.GONE);
            for (int i = 0; i < 10; i++) {
                scene.passSeconds(20);
                scene.use(lease);
            }
            assertSilence();
        }

        @Test
        void when_it_came_back_in_time() {
            OpenLease lease = forgotten(Holder.GONE);
            scene.passSeconds(10);
            scene.release(lease);
            scene.passSeconds(60);
            assertSilence();
        }

        @Test
        void when_only_news_of_its_release_were_lost() {
            OpenLease lease = forgotten(Holder.GONE);
            scene.passSeconds(29);
            scene.script.open.remove(lease.acquired.leaseId());
            scene.script.releasesDropped++;
            scene.script.lostReleases.add(lease.released(scene.now));
            scene.passSeconds(5);
            assertSilence();
            assertThat(scene.output.only("lease").attributes().get(Names.LEASE_OUTCOME))
                    .isEqualTo("released");
        }

        @Test
        void for_a_provisional_lease_whose_method_returned() {
            scene.acquire(0, scene.open(0, 0, Scene.APPLICATION_CODE, false)).holder = Holder.GONE;
            scene.passSeconds(120);
            assertSilence();
        }
    }

    @Nested
    class a_suspicion {
        private final OpenLease unused = lease();

        a_suspicion() {
            unused.holder = Holder.GONE;
            scene.turn();
            scene.acquireFails(pool, 2 * SECOND, Scene.poolTimeout());
            scene.pass(SECOND / 2);
        }

        @Test
        void is_a_record_and_nothing_else() {
            assertThat(scene.output.findingStates("leak")).containsExactly("suspected");
            assertThat(scene.output.named("finding leak")).isEmpty();
            assertThat(scene.notices).isEmpty();
        }

        @Test
        void that_ends_well_is_withdrawn() {
            scene.release(unused);
            scene.passSeconds(2);
            assertThat(scene.output.findingStates("leak")).containsExactly("suspected", "resolved");
            assertThat(scene.output.named("finding leak")).isEmpty();
        }

        @Test
        void becomes_certain_with_time() {
            scene.passSeconds(45);
            assertThat(scene.output.findingStates("leak")).containsExactly("suspected", "confirmed");
        }
    }

    @Nested
    class what_is_said {
        @Test
        void counts_all_of_a_site_in_one_finding_and_says_on_which_path_they_were_lost() {
            for (int i = 0; i < 5; i++) {
                OpenLease clean = lease();
                scene.use(clean);
                scene.release(clean);
            }
            for (int i = 0; i < 3; i++) {
                OpenLease lost = forgotten(Holder.GONE);
                scene.fail(lost, Scene.error("java.sql.SQLException", "23505", "duplicate key"));
            }
            scene.passSeconds(32);
            assertThat(scene.output.findingStates("leak")).containsExactly("confirmed");
            Finding leak = scene.output.last("leak");
            assertThat(leak.attributes().get(Names.FINDING_COUNT)).isEqualTo(3L);
            assertThat(leak.attributes().get(Names.FINDING_SITE)).isEqualTo("com.acme.Orders.place(Orders.java:42)");
            assertThat(leak.sentence())
                    .isEqualTo("3 connections of pool orders were acquired here and never returned;"
                            + " 3 of the pool's 4 are gone.");
            assertThat((String) leak.attributes().get(Names.FINDING_EVIDENCE))
                    .startsWith("3 of 3 lost here ended after an SQLException; 5 without one came back.")
                    .contains("thread http-7 is now at com.acme.Server.next(Server.java:12)");
            assertThat((String) leak.attributes().get(Names.FINDING_ADVICE))
                    .startsWith("Close it in a try-with-resources at com.acme.Orders.place(Orders.java:42).")
                    .contains("leakDetectionThreshold");
        }

        @Test
        void with_the_session_to_close_where_one_acquired_it() {
            Site site = new Site(List.of(Scene.PLACE), 0, Site.Keeper.SESSION);
            OpenLease lease = scene.acquire(scene.id(), pool, scene.open(0), 0, Scene.WORKER, site, null);
            scene.use(lease);
            lease.holder = Holder.GONE;
            scene.passSeconds(32);
            assertThat((String) scene.output.last("leak").attributes().get(Names.FINDING_ADVICE))
                    .startsWith("Close the session that acquired it at com.acme.Orders.place(Orders.java:42)");
        }

        @Test
        void one_line_for_each_site() {
            forgotten(Holder.GONE);
            scene.passSeconds(40);
            forgotten(Holder.GONE);
            scene.passSeconds(100);
            assertThat(scene.notices)
                    .singleElement()
                    .asString()
                    .startsWith("leak at com.acme.Orders.place(Orders.java:42): 1 connection of pool orders")
                    .endsWith(" (java -jar connwake.jar help leak)");
            assertThat(scene.output.findingStates("leak")).containsExactly("confirmed", "confirmed");
            assertThat(scene.script.leakedPools).contains(pool);
        }

        @Test
        void one_line_for_a_site_that_loses_connections_of_many_pools() {
            forgotten(Holder.GONE);
            for (int tenant = 1; tenant <= 3; tenant++) {
                OpenLease lease = scene.acquire(scene.pool("tenant" + tenant, 4, 2 * SECOND), scene.open(0));
                scene.use(lease);
                lease.holder = Holder.GONE;
            }
            scene.passSeconds(40);
            assertThat(scene.output.findingStates("leak")).hasSize(4).containsOnly("confirmed");
            assertThat(scene.notices).hasSize(1);
        }

        @Test
        void a_line_for_each_pool_where_the_site_is_not_known() {
            for (long each : new long[] {pool, scene.pool("billing", 4, 2 * SECOND)}) {
                scene.acquire(scene.id(), each, scene.open(0), 0, Scene.WORKER, null, null).garbage = true;
            }
            scene.passSeconds(3);
            assertThat(scene.notices).hasSize(2).allMatch(line -> line.startsWith("leak: "));
        }

        @Test
        void joins_the_trace_of_the_lease_and_links_to_it() {
            TraceParent parent = new TraceParent(1, 2, 3, true);
            OpenLease lease = scene.acquire(pool, scene.open(0), 0, parent);
            lease.holder = Holder.DEAD;
            scene.passSeconds(31);
            scene.finish();
            Span finding = scene.output.only("finding leak");
            assertThat(finding.id().traceLow()).isEqualTo(2);
            assertThat(finding.parentSpanId()).isEqualTo(3);
            assertThat(finding.links().get(0).to())
                    .isEqualTo(scene.output.only("lease").id());
            assertThat(scene.output.last("leak").span()).isEqualTo(finding.id());
        }

        @Test
        void is_stable_in_its_id() {
            OpenLease lease = forgotten(Holder.GONE);
            scene.passSeconds(40);
            scene.release(lease);
            scene.passSeconds(2);
            assertThat(scene.output.findings)
                    .extracting(finding -> finding.attributes().get(Names.FINDING_ID))
                    .doesNotContainNull()
                    .containsOnly(scene.output.findings.get(0).attributes().get(Names.FINDING_ID));
        }
    }

    @Test
    void a_lease_in_use_is_not_sampled_every_second() {
        forgotten(Holder.HOLDING);
        scene.passSeconds(130);
        assertThat(scene.script.looks).isBetween(1, 12);
    }

    @Test
    void past_the_threshold_alone_it_is_overdue() {
        forgotten(Holder.HOLDING);
        scene.passSeconds(45);
        assertThat(scene.output.sum(Names.LEASE_OVERDUE)).isEqualTo(1);
        assertThat(scene.output.sum(Names.LEASE_LEAKED)).isZero();
    }
}
