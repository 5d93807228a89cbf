package io.connwake.dist;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwake.pipeline.model.Attributes;
import io.connwake.pipeline.model.Metric;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PoolMetricsTest {
    private final List<Metric> all = List.of(
            metric("db.client.connection.count", "HikariCP", "Agroal"),
            metric("db.client.connection.limit", "HikariCP"),
            metric("db.client.connection.wait_time", "HikariCP", "Vibur", ""),
            metric("connwake.lease.open", "HikariCP"),
            metric("connwake.agent.events", ""));

    @Nested
    class on {
        @Test
        void chooses_nothing() {
            assertThat(PoolMetrics.of("on")).isNull();
        }
    }

    @Nested
    class off {
        @Test
        void leaves_what_is_ours_alone() {
            PoolMetrics off = Objects.requireNonNull(PoolMetrics.of("off"));
            assertThat(off.apply(all))
                    .extracting(Metric::name)
                    .containsExactly("connwake.lease.open", "connwake.agent.events");
        }
    }

    @Nested
    class auto {
        @Test
        void leaves_everything_where_no_other_agent_measures() {
            PoolMetrics auto = Objects.requireNonNull(PoolMetrics.of("auto"));
            assertThat(auto.apply(all)).isSameAs(all);
        }
    }

    @Nested
    class beside_an_agent {
        private final OtherMetrics others = new OtherMetrics(() -> true);

        @Test
        void that_does_not_measure_pools_that_were_asked_everything_is_left() {
            assertThat(PoolMetrics.beside(others, all)).isEqualTo(all);
        }

        @Test
        void what_it_may_measure_is_held_back_until_a_pool_of_the_library_was_asked() {
            Metric count = metric("db.client.connection.count", "HikariCP", "Agroal", "");
            Metric limit = metric("db.client.connection.limit", "HikariCP");
            Metric wait = metric("db.client.connection.wait_time", "HikariCP");
            assertThat(PoolMetrics.beside(others, List.of(count, limit)))
                    .containsExactly(metric("db.client.connection.count", "Agroal", ""), limit);
            assertThat(PoolMetrics.beside(others, List.of(count, limit, wait))).containsExactly(count, limit, wait);
            assertThat(PoolMetrics.beside(others, List.of(count))).containsExactly(count);
        }

        @Test
        void a_library_that_was_asked_says_nothing_of_another() {
            PoolMetrics.beside(others, List.of(metric("db.client.connection.wait_time", "Vibur")));
            assertThat(PoolMetrics.beside(others, List.of(metric("db.client.connection.count", "HikariCP"))))
                    .isEmpty();
        }

        @Test
        void it_is_asked_for_its_names_when_a_pool_that_it_may_measure_is_told_of() {
            AtomicInteger questions = new AtomicInteger();
            OtherMetrics counted = new OtherMetrics(() -> questions.incrementAndGet() > 0);
            List<Metric> early = List.of(
                    metric("db.client.connection.count", "Agroal", ""), metric("connwake.lease.open", "HikariCP"));
            assertThat(PoolMetrics.beside(counted, early)).isSameAs(early);
            assertThat(questions).hasValue(0);
            PoolMetrics.beside(counted, all);
            PoolMetrics.beside(counted, all);
            assertThat(questions).hasValue(1);
        }

        @Test
        void that_has_other_names_everything_is_left() {
            List<Metric> early = List.of(metric("db.client.connection.count", "HikariCP"));
            assertThat(PoolMetrics.beside(new OtherMetrics(() -> false), early)).isSameAs(early);
        }

        @Test
        void what_it_tells_of_a_library_is_left_out_for_that_library_alone() {
            others.saw("hikaricp/v3_0/HikariSingletons");
            assertThat(PoolMetrics.beside(others, all))
                    .containsExactly(
                            metric("db.client.connection.count", "Agroal"),
                            metric("db.client.connection.limit", "HikariCP"),
                            metric("db.client.connection.wait_time", "Vibur", ""),
                            metric("connwake.lease.open", "HikariCP"),
                            metric("connwake.agent.events", ""));
        }

        @Test
        void a_library_of_which_it_tells_less_keeps_the_rest() {
            others.saw("viburdbcp/v11_0/ViburSingletons");
            assertThat(others.mayTell("count", "Vibur")).isTrue();
            assertThat(others.mayTell("wait_time", "Vibur")).isFalse();
        }

        @Test
        void each_library_is_known_by_the_class_that_keeps_its_metrics() {
            for (String path : List.of(
                    "tomcat/jdbc/TomcatConnectionPoolMetrics",
                    "apachedbcp/v2_0/ApacheDbcpSingletons",
                    "c3p0/v0_9/C3p0Singletons",
                    "alibabadruid/v1_0/DruidSingletons",
                    "oracleucp/v11_2/OracleUcpSingletons")) {
                assertThat(OtherMetrics.isOfPool(path)).as(path).isTrue();
                others.saw(path);
            }
            assertThat(List.of("Tomcat JDBC", "Commons DBCP 2", "c3p0", "Druid", "Oracle UCP"))
                    .allMatch(library -> others.mayTell("count", library));
        }

        @Test
        void what_describes_its_code_says_nothing() {
            assertThat(OtherMetrics.isOfPool("hikaricp/v3_0/HikariCpInstrumentationModule"))
                    .isFalse();
        }

        @Test
        void code_about_something_else_says_nothing() {
            others.saw("netty/v4_1/NettySingletons");
            assertThat(PoolMetrics.beside(others, all)).isEqualTo(all);
        }
    }

    @Nested
    class an_agent_that_can_not_be_asked_for_its_names {
        @Test
        void has_others_than_ours() {
            assertThat(new OtherMetrics(new OtherMetrics.AgentNames()).hasOurNames())
                    .isFalse();
        }
    }

    private static Metric metric(String name, String... libraries) {
        List<Metric.Point> points = List.of(libraries).stream()
                .map(library -> new Metric.Point(Attributes.NONE, 1, 2, 3, 0, null, library))
                .toList();
        return new Metric(name, "{connection}", Metric.Kind.UP_DOWN_COUNTER, points);
    }
}
