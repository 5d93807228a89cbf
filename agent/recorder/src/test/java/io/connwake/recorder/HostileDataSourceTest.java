package io.connwake.recorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.acme.Scripted;
import io.connwake.recorder.event.AcquireFailed;
import io.connwake.recorder.event.Acquired;
import io.connwake.recorder.event.Event;
import io.connwake.recorder.event.Garbage;
import io.connwake.recorder.event.Released;
import io.connwake.recorder.event.StillOpen;
import io.connwake.recorder.event.Waiting;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** The application sees what it would see without us. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class HostileDataSourceTest {
    private static final long TWO_SECONDS_NANOS = 2_000_000_000L;

    private final Stage stage = Stage.open();
    private final DataSource source = Stage.LOADER.create(DataSource.class, "com.acme.orders.ScriptedSource");
    private final DataSource pool = PoolLibrary.DBCP_2.create(2);

    @AfterEach
    void leave() {
        PoolLibrary.shutDown(pool);
        stage.close();
    }

    @Test
    void one_that_throws_throws_the_same_and_is_one_failed_acquire() {
        SQLException refused = new SQLException("refused", "08001", 17);
        script(() -> {
            throw refused;
        });

        assertThat(catchThrowable(source::getConnection)).isSameAs(refused);

        assertThat(stage.only(AcquireFailed.class).error().vendorCode()).isEqualTo(17);
        assertThat(stage.told(Acquired.class)).isEmpty();
    }

    @Test
    void one_that_throws_what_breaks_when_it_is_asked_throws_the_same_and_the_next_call_is_heard() throws Exception {
        RuntimeException broken = new RuntimeException() {
            private static final long serialVersionUID = 1L;

            @Override
            public String getMessage() {
                throw new IllegalStateException("no message");
            }
        };
        script(() -> {
            throw broken;
        });

        assertThat(catchThrowable(source::getConnection)).isSameAs(broken);

        stage.tolerateFailures();
        script(pool::getConnection);
        stage.shop.place(source, connection -> {});
        assertThat(stage.lent()).hasSize(1);
    }

    @Test
    void one_that_returns_null_returns_null_and_is_no_lease() throws Exception {
        assertThat(source.getConnection()).isNull();

        assertThat(stage.told()).isEmpty();
        assertThat(stage.swept(Event.class)).isEmpty();
    }

    @Test
    void one_that_returns_the_same_object_twice_returns_it_twice_and_leaves_no_lease_open() throws Exception {
        Connection only = pool.getConnection();
        script(() -> only);

        assertThat(source.getConnection()).isSameAs(only);
        assertThat(source.getConnection()).isSameAs(only);
        only.close();

        assertThat(stage.told(Released.class)).hasSameSizeAs(stage.lent()).noneMatch(Released::transactionLeftOpen);
        assertThat(stage.swept(StillOpen.class)).isEmpty();
    }

    @Test
    void one_that_calls_itself_is_one_lease() throws Exception {
        int[] depth = {0};
        script(() -> ++depth[0] < 10 ? source.getConnection("scott", "tiger") : pool.getConnection());

        stage.shop.place(source, connection -> {});

        assertThat(stage.lent()).hasSize(1);
        assertThat(stage.told(Released.class)).hasSize(1);
    }

    @Test
    void one_that_calls_itself_for_ever_overflows_the_stack_as_before_and_is_forgotten_by_the_next_sweep()
            throws Exception {
        script(source::getConnection);

        assertThat(catchThrowable(source::getConnection)).isInstanceOf(StackOverflowError.class);

        stage.tolerateFailures();
        assertThat(stage.sweptAt(System.nanoTime() + TWO_SECONDS_NANOS, Waiting.class))
                .isEmpty();
        script(pool::getConnection);
        stage.shop.place(source, connection -> {});
        assertThat(stage.lent()).hasSize(1);
        assertThat(stage.swept(Waiting.class)).isEmpty();
    }

    @Test
    void one_whose_connection_throws_at_close_throws_the_same_and_the_lease_ends() throws Exception {
        SQLException broken = new SQLException("broken");
        Connection inner = pool.getConnection();
        script(() -> proxy(inner, broken));

        Connection connection = source.getConnection();

        assertThat(catchThrowable(connection::close)).isSameAs(broken);
        assertThatCode(inner::close).doesNotThrowAnyException();
    }

    @Test
    void one_that_wraps_a_pool_is_its_lease_and_the_pool_s_at_once() throws Exception {
        script(pool::getConnection);

        stage.shop.place(source, connection -> {});

        Acquired lease = stage.lent().get(0);
        assertThat(stage.lent()).hasSize(1);
        assertThat(stage.only(io.connwake.recorder.event.PoolSeen.class).facts().library())
                .isEqualTo("Commons DBCP 2");
        assertThat(stage.only(Released.class).acquired()).isEqualTo(lease);
    }

    @Test
    void one_that_hides_a_pool_s_handle_behind_a_proxy_leaves_no_lease_open() throws Exception {
        script(() -> {
            Connection inner = pool.getConnection();
            return proxy(inner, null);
        });

        stage.shop.place(source, connection -> {});

        assertThat(stage.told(Released.class)).hasSize(1);
        assertThat(stage.swept(StillOpen.class)).isEmpty();
        assertThat(stage.told(Garbage.class)).isEmpty();
    }

    private void script(Callable<Connection> answer) {
        ((Scripted) source).script(answer);
    }

    private static Connection proxy(Connection inner, @Nullable SQLException atClose) {
        return (Connection) Proxy.newProxyInstance(
                HostileDataSourceTest.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (self, method, arguments) -> {
                    if (atClose != null && method.getName().equals("close")) {
                        throw atClose;
                    }
                    try {
                        return method.invoke(inner, arguments);
                    } catch (InvocationTargetException failure) {
                        throw failure.getCause();
                    }
                });
    }
}
