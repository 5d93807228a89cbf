package io.connwake.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwake.recorder.ThreadsAtWork.Working;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ThreadsAtWorkTest {
    private static final String LINE = "com.acme.Orders.place";
    private static final String[] HIKARI_WAIT = {
        "jdk.internal.misc.Unsafe.park",
        "java.util.concurrent.SynchronousQueue.poll",
        "com.zaxxer.hikari.util.ConcurrentBag.borrow",
        "com.zaxxer.hikari.pool.HikariPool.getConnection",
        "com.zaxxer.hikari.HikariDataSource.getConnection"
    };

    @Test
    void one_that_waits_is_at_the_line_that_asked() {
        ThreadsAtWork seen = of(HIKARI_WAIT, "com.acme.Orders.place", "com.acme.Server.run");

        assertThat(seen.inDriver()).isEmpty();
        assertThat(seen.waiting()).hasSize(1);
        Working waiting = seen.waiting().get(0);
        assertThat(waiting.thread()).isEqualTo("worker");
        assertThat(waiting.library()).isEqualTo("HikariCP");
        assertThat(waiting.call()).isEqualTo("HikariDataSource.getConnection");
        assertThat(waiting.at()).hasToString(LINE + "(Code.java:7)");
    }

    @Test
    void one_behind_wrappers_is_told_of_the_pool_and_of_who_called_the_wrapper() {
        ThreadsAtWork seen = of(
                HIKARI_WAIT,
                "com.acme.TenantDataSource.getConnection",
                "org.springframework.jdbc.datasource.DelegatingDataSource.getConnection",
                "com.acme.Orders.place");

        Working waiting = seen.waiting().get(0);
        assertThat(waiting.library()).isEqualTo("HikariCP");
        assertThat(waiting.at()).hasToString(LINE + "(Code.java:7)");
    }

    @Test
    void one_in_a_data_source_that_nobody_heard_of_waits_too() {
        ThreadsAtWork seen = of(
                new String[] {"java.lang.Object.wait", "com.acme.pools.QueueDataSource.take"},
                "com.acme.pools.QueueDataSource.getConnection",
                "com.acme.Orders.place");

        Working waiting = seen.waiting().get(0);
        assertThat(waiting.library()).isEqualTo("QueueDataSource");
        assertThat(waiting.at()).hasToString(LINE + "(Code.java:7)");
    }

    @Test
    void one_that_opens_a_connection_while_it_acquires_is_in_the_driver() {
        ThreadsAtWork seen = of(
                new String[] {"sun.nio.ch.Net.connect", "org.postgresql.Driver.connect"},
                "com.zaxxer.hikari.HikariDataSource.getConnection",
                "com.acme.Orders.place");

        assertThat(seen.waiting()).isEmpty();
        assertThat(seen.inDriver()).extracting(Working::call).containsExactly("Driver.connect");
        assertThat(seen.inDriver()).extracting(Working::library).containsExactly("pgjdbc");
    }

    @Test
    void one_in_a_query_is_in_the_driver_at_the_applications_line() {
        ThreadsAtWork seen = of(
                new String[] {"sun.nio.ch.Net.poll", "org.postgresql.core.VisibleBufferedInputStream.read"},
                "org.postgresql.jdbc.PgStatement.executeQuery",
                "com.zaxxer.hikari.pool.ProxyStatement.executeQuery",
                "com.acme.Orders.place");

        assertThat(seen.inDriver()).extracting(Working::call).containsExactly("PgStatement.executeQuery");
        assertThat(String.valueOf(seen.inDriver().get(0).at())).startsWith(LINE);
    }

    @Test
    void a_thread_that_the_driver_runs_for_itself_is_no_thread_at_work() {
        ThreadsAtWork seen = of(
                new String[] {"java.lang.Object.wait", "java.lang.ref.ReferenceQueue.remove"},
                "com.mysql.cj.jdbc.AbandonedConnectionCleanupThread.run",
                "java.util.concurrent.ThreadPoolExecutor$Worker.run",
                "java.lang.Thread.run");

        assertThat(seen.inDriver()).isEmpty();
    }

    @Test
    void one_that_was_started_on_a_method_of_the_driver_is_at_work() {
        ThreadsAtWork seen = of(
                new String[] {"sun.nio.ch.Net.poll"}, "org.postgresql.jdbc.PgConnection.close", "java.lang.Thread.run");

        assertThat(seen.inDriver()).extracting(Working::call).containsExactly("PgConnection.close");
    }

    @Test
    void others_are_none_of_ours() {
        assertThat(of(new String[] {"java.lang.Object.wait"}, "com.acme.Server.run")
                        .waiting())
                .isEmpty();
        ThreadsAtWork http = of(new String[] {"org.apache.http.pool.HttpPool.getConnection"}, "com.acme.Client.get");
        assertThat(http.waiting()).isEmpty();
        assertThat(http.inDriver()).isEmpty();
        assertThat(of(new String[0]).inDriver()).isEmpty();
    }

    private static ThreadsAtWork of(String[] innermost, String... outer) {
        StackTraceElement[] stack = Stream.concat(Stream.of(innermost), Stream.of(outer))
                .map(ThreadsAtWorkTest::frame)
                .toArray(StackTraceElement[]::new);
        return new ThreadsAtWork(Map.of(new Thread("worker"), stack));
    }

    private static StackTraceElement frame(String function) {
        int dot = function.lastIndexOf('.');
        return new StackTraceElement(function.substring(0, dot), function.substring(dot + 1), "Code.java", 7);
    }
}
