package io.connwake.pipeline;

import static io.connwake.pipeline.Scene.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwake.pipeline.model.Names;
import io.connwake.recorder.event.CodeLine;
import io.connwake.recorder.event.Misused;
import io.connwake.recorder.event.Misused.How;
import io.connwake.recorder.event.Site;
import io.connwake.recorder.event.ThreadRef;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class MisuseTest {
    private static final ThreadRef OTHER = new ThreadRef(9, "http-9");
    private static final Site HERE = new Site(List.of(new CodeLine("com.acme.Cart", "add", "Cart.java", 5)), 0);
    private static final Site THERE = new Site(List.of(new CodeLine("com.acme.Cart", "pay", "Cart.java", 8)), 0);

    private final Scene scene = new Scene();
    private final long pool = scene.pool("orders", 4, 2 * SECOND);

    private void tell(How how, boolean lentAgain, ThreadRef thread, ThreadRef other, Site site) {
        scene.tell(new Misused(scene.now, scene.id(), pool, 0, how, lentAgain, thread, other, site, Scene.SITE));
    }

    private String text(String kind, String attribute) {
        return String.valueOf(scene.output.last(kind).attributes().get(attribute));
    }

    @Nested
    class a_double_close {
        @Test
        void is_confirmed_where_another_thread_does_it() {
            tell(How.CLOSED_TWICE, false, OTHER, Scene.WORKER, HERE);
            scene.passSeconds(2);
            assertThat(scene.output.findingStates("double_close")).containsExactly("confirmed");
            assertThat(scene.output.last("double_close").sentence())
                    .isEqualTo("A connection of pool orders is closed here that had been closed before, by another"
                            + " thread.");
            assertThat(text("double_close", Names.FINDING_SITE)).isEqualTo("com.acme.Cart.add(Cart.java:5)");
            assertThat(text("double_close", Names.FINDING_EVIDENCE))
                    .isEqualTo("1 time; last thread http-9 closed what thread http-7 had given back. It was acquired at"
                            + " com.acme.Orders.place(Orders.java:42).");
        }

        @Test
        void is_only_suspected_where_it_was_lent_again_between_the_two_closes_of_one_thread() {
            tell(How.CLOSED_TWICE, true, Scene.WORKER, Scene.WORKER, HERE);
            scene.passSeconds(2);
            assertThat(scene.output.findingStates("double_close")).containsExactly("suspected");
        }

        @Test
        void is_only_suspected_where_one_thread_closes_twice_in_a_row() {
            for (int i = 0; i < 30; i++) {
                tell(How.CLOSED_TWICE, false, Scene.WORKER, Scene.WORKER, HERE);
                scene.pass(SECOND);
            }
            assertThat(scene.output.findingStates("double_close")).containsExactly("suspected");
            assertThat(scene.notices).isEmpty();
            assertThat(scene.output.named("finding")).isEmpty();
        }

        @Test
        void is_not_called_harmless_where_the_pool_lends_the_same_object_again() {
            long lending = scene.pool("MariaDB pool", "lending", 4, SECOND);
            ThreadRef itself = Scene.WORKER;
            scene.tell(new Misused(
                    scene.now, scene.id(), lending, 0, How.CLOSED_TWICE, false, itself, itself, HERE, Scene.SITE));
            scene.passSeconds(2);
            assertThat(scene.output.last("double_close").sentence())
                    .isEqualTo("A connection of pool lending is closed twice by the same thread, which takes it from"
                            + " whoever borrowed it in between.");
        }
    }

    @Nested
    class a_use_after_the_close {
        @Test
        void is_confirmed_at_the_line_that_uses_it() {
            tell(How.USED_AFTER_CLOSE, false, Scene.WORKER, Scene.WORKER, HERE);
            scene.passSeconds(2);
            assertThat(scene.output.findingStates("use_after_close")).containsExactly("confirmed");
            assertThat(text("use_after_close", Names.FINDING_SITE)).isEqualTo("com.acme.Cart.add(Cart.java:5)");
            assertThat(text("use_after_close", Names.FINDING_EVIDENCE))
                    .contains("It was acquired at com.acme.Orders.place(Orders.java:42).");
        }

        @Test
        void says_so_where_somebody_else_has_the_connection() {
            tell(How.USED_AFTER_CLOSE, true, OTHER, Scene.WORKER, HERE);
            scene.passSeconds(2);
            assertThat(scene.output.last("use_after_close").sentence())
                    .endsWith("used here after it was closed, when somebody else has borrowed it.");
        }
    }

    @Nested
    class a_use_after_druid_took_it_back {
        @Test
        void names_the_setting_by_which_it_did() {
            long druid = scene.pool("Druid", "orders", 4, SECOND);
            ThreadRef destroyer = new ThreadRef(30, "Druid-ConnectionPool-Destroy-123");
            scene.tell(new Misused(
                    scene.now,
                    scene.id(),
                    druid,
                    0,
                    How.USED_AFTER_CLOSE,
                    false,
                    Scene.WORKER,
                    destroyer,
                    HERE,
                    Scene.SITE));
            scene.passSeconds(2);
            assertThat(text("use_after_close", Names.FINDING_ADVICE))
                    .isEqualTo("Set removeAbandonedTimeoutMillis above the longest use there is: the pool took it back"
                            + " from who still had it.");
        }
    }

    @Nested
    class a_shared_connection {
        @Test
        void is_confirmed_where_it_was_acquired_and_names_both_threads_and_lines() {
            tell(How.SHARED, false, OTHER, Scene.WORKER, HERE);
            tell(How.SHARED, false, Scene.WORKER, OTHER, THERE);
            scene.passSeconds(2);
            assertThat(scene.output.findingStates("shared_connection")).containsExactly("confirmed");
            assertThat(text("shared_connection", Names.FINDING_SITE))
                    .isEqualTo("com.acme.Orders.place(Orders.java:42)");
            assertThat(text("shared_connection", Names.FINDING_EVIDENCE))
                    .isEqualTo("Seen at least 2 times; last thread http-7 executed at com.acme.Cart.pay(Cart.java:8)"
                            + " while thread http-9 was executing at com.acme.Cart.add(Cart.java:5).");
        }
    }
}
