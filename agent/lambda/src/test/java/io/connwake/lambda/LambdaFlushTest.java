package io.connwake.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwake.pipeline.model.Finding;
import io.connwake.pipeline.model.Metric;
import io.connwake.pipeline.model.Output;
import io.connwake.pipeline.model.Span;
import io.connwake.pipeline.origin.Guard;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LambdaFlushTest {
    private static final long MILLI = 1_000_000L;

    private final Extensions api = new Extensions();
    private final AtomicLong now = new AtomicLong(System.currentTimeMillis());
    private final Recorded drain = new Recorded();
    private final CarriedOver carried = new CarriedOver(Nothing::new, System::nanoTime);
    private final List<String> renewals = new CopyOnWriteArrayList<>();
    private final Swallowing guard = new Swallowing();

    @AfterEach
    void end() {
        api.close();
    }

    @Nested
    class an_extension {
        @Test
        void flushes_between_the_response_and_its_next_event_whichever_thread_heard_first() throws Exception {
            LambdaFlush flush = registered("always");

            api.answers(Extensions.invoke("one", deadline()));
            flush.began("one", deadline());
            assertThat(drain.calls).isEmpty();
            flush.responded("one", false);
            assertThat(drain.next()).isEqualTo("flush");
            assertThat(api.request().get(0)).contains("event/next");

            flush.pausing(false);
            flush.began("two", deadline());
            flush.responded("two", true);
            api.answers(Extensions.invoke("two", deadline()));
            assertThat(drain.next()).isEqualTo("flush");
            assertThat(api.request().get(0)).contains("event/next");
        }

        @Test
        void asks_again_where_a_flush_throws() throws Exception {
            LambdaFlush flush = registered("always");
            drain.fails = true;
            flush.began("one", deadline());
            flush.responded("one", false);
            api.answers(Extensions.invoke("one", deadline()));
            assertThat(api.request().get(0)).contains("event/next");
            assertThat(guard.failures()).isEqualTo(1);
        }

        @Test
        void asks_again_before_the_deadline_of_an_invocation_that_does_not_end() throws Exception {
            LambdaFlush flush = registered("always");
            flush.began("late", now.get() + 200);
            api.answers(Extensions.invoke("late", now.get() + 200));
            now.addAndGet(150);
            assertThat(api.request().get(0)).contains("event/next");
            assertThat(drain.calls).isEmpty();
        }

        @Test
        void takes_a_runtime_that_asks_again_for_one_that_is_through() throws Exception {
            LambdaFlush flush = registered("always");
            api.answers(Extensions.invoke("one", deadline()));
            flush.began("one", deadline());
            flush.pausing(false);
            assertThat(drain.next()).isEqualTo("flush");
        }

        @Test
        void does_not_wait_for_a_runtime_that_it_never_hears_of() throws Exception {
            registered("always");
            for (int i = 0; i < 5; i++) {
                api.answers(Extensions.invoke("unheard " + i, deadline()));
                assertThat(api.request().get(0)).contains("event/next");
            }
        }

        @Test
        void asks_again_after_a_connection_that_broke() throws Exception {
            LambdaFlush flush = registered("always");
            api.answers(Extensions.CLOSE);
            assertThat(api.request().get(0)).contains("event/next");
            flush.began("one", deadline());
            flush.responded("one", false);
            api.answers(Extensions.invoke("one", deadline()));
            assertThat(drain.next()).isEqualTo("flush");
        }

        @Test
        void carries_over_what_is_not_worth_a_flush() throws Exception {
            LambdaFlush flush = registered("auto");
            invocation(flush, "one");
            assertThat(drain.next()).isEqualTo("flush");
            api.request();
            invocation(flush, "two");
            assertThat(drain.next()).isEqualTo("catch up");
            api.request();
            now.addAndGet(31_000);
            invocation(flush, "three");
            assertThat(drain.next()).isEqualTo("flush");
        }

        @Test
        void waits_for_nobody_once_the_agent_is_switched_off() throws Exception {
            LambdaFlush flush = registered("always");
            flush.began("one", deadline());
            api.answers(Extensions.invoke("one", deadline()));
            flush.switchedOff();
            assertThat(api.request().get(0)).contains("event/next");
            api.answers(Extensions.invoke("two", deadline()));
            assertThat(api.request().get(0)).contains("event/next");
            assertThat(drain.calls).isEmpty();
        }

        @Test
        void knows_the_account_by_its_registration() throws Exception {
            registered("auto");
            assertThat(renewals).containsExactly("123456789012");
        }

        private void invocation(LambdaFlush flush, String requestId) {
            flush.began(requestId, deadline());
            flush.responded(requestId, false);
            api.answers(Extensions.invoke(requestId, deadline()));
        }
    }

    @Nested
    class without_one {
        @Test
        void the_runtimes_thread_flushes_after_a_response_every_5_seconds() throws Exception {
            LambdaFlush flush = made("auto", "", false);
            flush.prepare();
            api.answers(Extensions.reply("403 Forbidden", "{}"));
            flush.pausing(true);
            for (String expected : List.of("flush", "catch up", "flush")) {
                flush.began(expected, deadline());
                flush.responded(expected, false);
                assertThat(drain.calls.poll()).isEqualTo(expected);
                now.addAndGet(3_000);
            }
        }

        @Test
        void nothing_is_waited_for_where_nobody_answers() throws Exception {
            LambdaFlush flush = made("auto", "", false);
            flush.prepare();
            flush.pausing(true);
            flush.began("one", deadline());
            flush.responded("one", false);
            assertThat(drain.calls.poll()).isEqualTo("flush");
        }

        @Test
        void one_that_is_registered_late_still_asks_for_events() throws Exception {
            LambdaFlush flush = made("auto", "", false);
            flush.prepare();
            flush.pausing(true);
            api.request();
            api.answers(Extensions.ACCEPTED);
            assertThat(api.request().get(0)).contains("event/next");
        }

        @Test
        void a_collector_beside_the_runtime_is_sent_all_at_once_and_shortly() throws Exception {
            LambdaFlush flush = made("auto", "", true);
            flush.prepare();
            flush.pausing(true);
            for (String each : List.of("one", "two")) {
                flush.began(each, deadline());
                flush.responded(each, false);
                assertThat(drain.calls.poll()).isEqualTo("flush");
            }
            assertThat(drain.budgets.get(1)).isEqualTo(50 * MILLI);
        }
    }

    @Nested
    class a_managed_instance {
        @Test
        void registers_for_nothing_and_never_flushes_after_a_response() throws Exception {
            LambdaFlush flush = made("always", "lambda-managed-instances", false);
            flush.prepare();
            api.answers(Extensions.ACCEPTED);
            flush.pausing(true);
            assertThat(api.request()).endsWith("{\"events\":[]}");
            flush.began("one", deadline());
            flush.responded("one", false);
            assertThat(drain.calls).isEmpty();
        }
    }

    @Test
    void a_function_that_can_not_begin_has_told_what_it_did_before_its_process_is_ended() {
        made("auto", "on-demand", false).givingUp();
        assertThat(drain.calls).containsExactly("flush");
    }

    @Nested
    class a_restored_snapshot {
        @Test
        void has_told_before_what_it_did_before() {
            made("auto", "snap-start", false).snapshotting();
            assertThat(drain.calls).containsExactly("flush");
        }

        @Test
        void goes_on_as_another() {
            made("auto", "snap-start", false).restored();
            assertThat(renewals).containsExactly("another");
        }

        @Test
        void flushes_after_its_first_response_however_young_the_snapshot_is() {
            LambdaFlush flush = made("auto", "snap-start", false);
            flush.snapshotting();
            flush.restored();
            flush.began("one", deadline());
            flush.responded("one", false);
            assertThat(drain.calls).containsExactly("flush", "flush");
        }
    }

    /** Registered, and waiting for its first event. */
    private LambdaFlush registered(String mode) throws InterruptedException {
        LambdaFlush flush = made(mode, "on-demand", false);
        flush.prepare();
        api.answers(Extensions.ACCEPTED);
        flush.pausing(true);
        assertThat(api.request().get(0)).contains("register");
        assertThat(api.request().get(0)).contains("event/next");
        return flush;
    }

    private LambdaFlush made(String mode, String initType, boolean collectorBeside) {
        return new LambdaFlush(
                LambdaFlush.Environment.of(api.address(), mode, initType, collectorBeside),
                carried,
                drain,
                guard,
                account -> renewals.add(account == null ? "another" : account),
                now::get);
    }

    private long deadline() {
        return now.get() + 60_000;
    }

    /** A drain that is always in time. */
    private final class Recorded implements Drainage {
        private final BlockingQueue<String> calls = new LinkedBlockingQueue<>();
        private final List<Long> budgets = new CopyOnWriteArrayList<>();
        private volatile boolean fails;

        @Override
        public boolean catchUp(long timeoutNanos) {
            calls.add("catch up");
            return true;
        }

        @Override
        public boolean flush(long timeoutNanos) {
            if (fails) {
                throw new IllegalStateException("the drain was asked to fail");
            }
            carried.flush(timeoutNanos);
            budgets.add(timeoutNanos);
            calls.add("flush");
            return true;
        }

        private String next() throws InterruptedException {
            String next = calls.poll(20, TimeUnit.SECONDS);
            return next == null ? "nothing" : next;
        }
    }

    private static final class Swallowing implements Guard {
        private final AtomicInteger failures = new AtomicInteger();

        @Override
        public void run(String kind, Runnable work) {
            try {
                work.run();
            } catch (RuntimeException failure) {
                failures.incrementAndGet();
            }
        }

        @Override
        public long failures() {
            return failures.get();
        }
    }

    private static final class Nothing implements Output {
        @Override
        public void span(Span span) {}

        @Override
        public void finding(Finding finding) {}

        @Override
        public void metrics(List<Metric> metrics) {}

        @Override
        public long metricsIntervalNanos() {
            return 1;
        }

        @Override
        public void flush(long timeoutNanos) {}

        @Override
        public void close() {}
    }
}
