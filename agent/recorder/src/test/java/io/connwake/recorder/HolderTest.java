package io.connwake.recorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.acme.Scripted;
import com.acme.Step;
import io.connwake.recorder.event.Acquired;
import io.connwake.recorder.event.StillOpen;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.Transaction;

/** What a close look at an open lease says of the thread that acquired it. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class HolderTest {
    private final Stage stage = Stage.open();
    private final DataSource pool = PoolLibrary.HIKARI_CP.create(1);
    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);

    private final AtomicReference<@Nullable Connection> lentOut = new AtomicReference<>();

    @AfterEach
    void leave() {
        PoolLibrary.shutDown(pool);
        stage.close();
    }

    @Test
    void whose_method_is_still_running_is_holding() throws Exception {
        Thread holder = start(() -> stage.shop.place(pool, lent -> hold()));

        StillOpen look = look();

        assertThat(look.holder()).isEqualTo(StillOpen.Holder.HOLDING);
        assertThat(look.holderAt()).asString().startsWith("com.acme.orders.Orders.");
        assertThat(look.inDriver()).isFalse();
        end(holder);
        assertThat(stage.swept(StillOpen.class)).noneMatch(each -> each.leaseId() == look.leaseId());
    }

    @Test
    void who_waits_for_the_database_is_in_the_driver() throws Exception {
        Thread holder = start(() -> stage.shop.place(pool, lent -> {
            try (Statement statement = lent.createStatement()) {
                statement.execute("create alias if not exists pause for 'java.lang.Thread.sleep(long)'");
                held.countDown();
                statement.execute("call pause(1000)");
            }
        }));
        held.await();
        long lease = stage.lent().get(0).leaseId();

        StillOpen look = stage.awaitSwept(StillOpen.class, each -> each.leaseId() == lease && each.inDriver());

        assertThat(look.holderAt()).asString().startsWith("com.acme.orders.Orders.");
        end(holder);
    }

    @Test
    void whose_method_has_returned_while_the_thread_lives_is_gone() throws Exception {
        Thread holder = start(() -> {
            stage.shop.forget(pool, lentOut::set);
            hold();
        });

        assertThat(look().holder()).isEqualTo(StillOpen.Holder.GONE);
        end(holder);
    }

    @Test
    void whose_method_returned_before_its_thread_gave_another_back_is_judged_by_that_one_s_caller() throws Exception {
        Thread holder = start(() -> {
            unitOfWork(Connection::close);
            unitOfWork(lent -> hold());
        });

        assertThat(lookAtSecond().holder()).isEqualTo(StillOpen.Holder.HOLDING);
        end(holder);
    }

    @Test
    void whose_method_has_returned_to_a_caller_that_goes_on_may_have_begun_a_unit_of_work() throws Exception {
        Thread holder = start(() -> unitOfWork(lent -> hold()));

        assertThat(look().holder()).isEqualTo(StillOpen.Holder.RETURNED);
        end(holder);
    }

    @Test
    void whose_thread_is_at_work_elsewhere_may_have_passed_it_on_unless_its_method_was_seen_to_close_one()
            throws Exception {
        Thread holder = start(() -> {
            stage.shop.forget(pool, lentOut::set);
            stage.shop.let(() -> null, none -> hold());
        });
        assertThat(look().holder()).isEqualTo(StillOpen.Holder.RETURNED);
        end(holder);
    }

    @Test
    void whose_caller_has_another_of_that_line_has_forgotten_both() throws Exception {
        AtomicReference<@Nullable Connection> other = new AtomicReference<>();
        DataSource two = PoolLibrary.HIKARI_CP.create(2);
        Thread holder = start(() -> stage.shop.let(
                () -> {
                    stage.shop.forget(two, other::set);
                    stage.shop.forget(two, lentOut::set);
                    return Objects.requireNonNull(lentOut.get());
                },
                lent -> hold()));

        assertThat(look().holder()).isEqualTo(StillOpen.Holder.GONE);
        end(holder);
        PoolLibrary.shutDown(two);
    }

    @Test
    void whose_caller_has_returned_too_is_gone() throws Exception {
        Thread holder = start(() -> {
            unitOfWork(Connection::close);
            unitOfWork(lent -> {});
            hold();
        });

        assertThat(lookAtSecond().holder()).isEqualTo(StillOpen.Holder.GONE);
        end(holder);
    }

    @Test
    void whose_method_passes_it_on_to_a_caller_that_nobody_sees_may_be_used_by_that_one() throws Exception {
        Thread holder = start(() -> {
            stage.shop.forget(pool, lentOut::set);
            Objects.requireNonNull(lentOut.get()).close();
            stage.shop.forget(pool, lentOut::set);
            hold();
        });

        assertThat(lookAtSecond().holder()).isEqualTo(StillOpen.Holder.RETURNED);
        end(holder);
    }

    /** One method begins it, which returns nothing, and another ends it. */
    private void unitOfWork(Step step) throws Exception {
        stage.shop.let(
                () -> {
                    stage.shop.forget(pool, lentOut::set);
                    return Objects.requireNonNull(lentOut.get());
                },
                step);
    }

    private StillOpen lookAtSecond() throws InterruptedException {
        held.await();
        long lease = stage.lent().get(1).leaseId();
        return stage.awaitSwept(StillOpen.class, each -> each.leaseId() == lease);
    }

    @Test
    void whose_method_has_returned_keeps_it_as_long_as_it_has_a_lock_of_the_session() throws Exception {
        CountDownLatch unlock = new CountDownLatch(1);
        Thread holder = start(() -> {
            stage.shop.forget(pool, lentOut::set);
            try (Statement statement = lent().createStatement()) {
                statement.execute("create alias if not exists get_lock for 'java.lang.Math.abs(int)'");
                statement.execute("create alias if not exists release_lock for 'java.lang.Math.negateExact(int)'");
                statement.execute("select get_lock(1)");
                held.countDown();
                unlock.await();
                statement.execute("select release_lock(1)");
            }
            hold();
        });
        held.await();
        awaitLook(StillOpen.Holder.KEEPING);

        unlock.countDown();

        awaitLook(StillOpen.Holder.GONE);
        end(holder);
    }

    @Test
    void whose_method_has_returned_while_a_call_of_the_driver_that_is_not_hooked_goes_on_may_be_at_work()
            throws Exception {
        PipedOutputStream out = new PipedOutputStream();
        PipedInputStream in = new PipedInputStream(out);
        Thread holder = start(() -> {
            stage.shop.forget(pool, lentOut::set);
            try (PreparedStatement insert = lent().prepareStatement("values (cast(? as blob))")) {
                insert.setBinaryStream(1, in); // reads it to its end
            }
            hold();
        });

        stage.awaitSwept(StillOpen.class, each -> each.inDriver() && each.holder() == StillOpen.Holder.UNKNOWN);
        out.close();

        assertThat(look().holder()).isEqualTo(StillOpen.Holder.UNKNOWN);
        end(holder);
    }

    @Test
    void so_may_one_be_who_was_refused_another_before() throws Exception {
        PoolLibrary.set(pool, "setConnectionTimeout", 250L);
        PipedOutputStream out = new PipedOutputStream();
        PipedInputStream in = new PipedInputStream(out);
        Thread holder = start(() -> {
            stage.shop.forget(pool, lentOut::set);
            assertThat(catchThrowable(() -> stage.shop.place(pool, second -> {})))
                    .isNotNull();
            try (PreparedStatement insert = lent().prepareStatement("values (cast(? as blob))")) {
                insert.setBinaryStream(1, in); // reads it to its end
            }
            hold();
        });

        stage.awaitSwept(StillOpen.class, each -> each.inDriver() && each.holder() == StillOpen.Holder.UNKNOWN);
        out.close();

        end(holder);
    }

    @Test
    void who_has_a_lock_of_the_session_and_waits_for_another_connection_there_keeps_it() throws Exception {
        Thread holder = start(() -> {
            stage.shop.forget(pool, lentOut::set);
            try (Statement statement = lent().createStatement()) {
                statement.execute("create alias if not exists get_lock for 'java.lang.Math.abs(int)'");
                statement.execute("select get_lock(1)");
            }
            held.countDown();
            stage.shop.forget(pool, Connection::close);
        });

        awaitLook(StillOpen.Holder.KEEPING);
        lent().close();
        holder.join();
    }

    @Test
    void who_may_be_there_with_another_connection_of_its_own_has_perhaps_passed_it_on() throws Exception {
        DataSource other = PoolLibrary.DBCP_2.create(1);
        PipedOutputStream out = new PipedOutputStream();
        PipedInputStream in = new PipedInputStream(out);
        Thread holder = start(() -> {
            stage.shop.forget(pool, lentOut::set);
            stage.shop.place(other, connection -> {
                try (PreparedStatement insert = connection.prepareStatement("values (cast(? as blob))")) {
                    held.countDown();
                    insert.setBinaryStream(1, in); // reads it to its end
                }
            });
        });
        held.await();
        long lease = stage.lent().get(0).leaseId();

        StillOpen look = stage.awaitSwept(StillOpen.class, each -> each.leaseId() == lease && each.inDriver());

        assertThat(look.holder()).isEqualTo(StillOpen.Holder.RETURNED);
        out.close();
        end(holder);
        PoolLibrary.shutDown(other);
    }

    @Test
    void whose_session_lasts_as_long_as_its_request_is_holding_till_the_end_of_that() throws Exception {
        Thread holder = start(() -> {
            stage.beginRequest();
            stage.shop.let(() -> Session.connection(pool), lentOut::set);
            hold();
            stage.endRequest();
        });

        StillOpen look = look();
        assertThat(look.holder()).isEqualTo(StillOpen.Holder.HOLDING);
        assertThat(look.keptOpen()).isTrue();
        end(holder);
    }

    @Test
    void whose_session_is_in_a_transaction_is_not_kept_open_by_the_request() throws Exception {
        Thread holder = start(() -> {
            stage.beginRequest();
            Transaction.around(() -> {
                stage.shop.let(() -> Session.connection(pool), lentOut::set);
                return holding();
            });
            stage.endRequest();
        });

        assertThat(look().keptOpen()).isFalse();
        end(holder);
    }

    @Test
    void whose_request_has_ended_is_gone_whatever_session_it_had() throws Exception {
        Thread holder = start(() -> {
            stage.beginRequest();
            stage.shop.let(() -> Session.connection(pool), lentOut::set);
            stage.endRequest();
            Transaction.around(this::holding);
        });

        assertThat(look().holder()).isEqualTo(StillOpen.Holder.GONE);
        end(holder);
    }

    @Test
    void whose_transaction_goes_on_is_holding() throws Exception {
        Thread holder = start(() -> Transaction.around(() -> {
            stage.shop.let(() -> DataSourceUtils.getConnection(pool), lentOut::set);
            return holding();
        }));

        assertThat(look().holder()).isEqualTo(StillOpen.Holder.HOLDING);
        end(holder);
    }

    @Test
    void who_asked_without_a_framework_is_gone_though_a_request_and_a_transaction_go_on() throws Exception {
        Thread holder = start(() -> {
            stage.beginRequest();
            Transaction.around(() -> {
                stage.shop.forget(pool, lentOut::set);
                return holding();
            });
            stage.endRequest();
        });

        assertThat(look().holder()).isEqualTo(StillOpen.Holder.GONE);
        end(holder);
    }

    @Test
    void whose_request_has_ended_is_gone_though_the_next_one_calls_the_same_method() throws Exception {
        Thread holder = start(() -> {
            stage.beginRequest();
            stage.shop.forget(pool, lentOut::set);
            stage.endRequest();
            stage.beginRequest();
            held.countDown();
            stage.shop.forget(pool, Connection::close);
            stage.endRequest();
        });

        assertThat(look().holder()).isEqualTo(StillOpen.Holder.GONE);
        lent().close();
        holder.join();
    }

    @Test
    void who_worked_while_another_threads_request_was_the_only_one_is_holding_after_the_end_of_that() throws Exception {
        stage.beginRequest();
        Thread holder = start(() -> stage.shop.place(pool, lent -> hold()));
        held.await();
        stage.endRequest();

        assertThat(look().holder()).isEqualTo(StillOpen.Holder.HOLDING);
        end(holder);
    }

    @Test
    void whose_connection_failed_is_gone_once_the_only_call_of_the_method_acquires_again() throws Exception {
        Thread holder = start(() -> {
            stage.shop.forget(pool, lent -> {
                lentOut.set(lent);
                try (Statement statement = lent.createStatement()) {
                    assertThat(catchThrowable(() -> statement.execute("select 1 from nowhere")))
                            .isNotNull();
                }
            });
            held.countDown();
            stage.shop.forget(pool, Connection::close);
        });

        awaitLook(StillOpen.Holder.GONE);
        lent().close();
        holder.join();
    }

    @Test
    void so_is_who_gave_another_back_that_was_acquired_there_later() throws Exception {
        DataSource larger = PoolLibrary.HIKARI_CP.create(2);
        Thread holder = start(() -> {
            AtomicReference<@Nullable Connection> second = new AtomicReference<>();
            stage.shop.forget(larger, lentOut::set);
            stage.shop.forget(larger, Connection::close);
            stage.shop.forget(larger, second::set);
            held.countDown();
            stage.shop.forget(larger, Connection::close);
            Objects.requireNonNull(second.get()).close();
        });

        awaitLook(StillOpen.Holder.GONE);
        lent().close();
        holder.join();
        PoolLibrary.shutDown(larger);
    }

    @Test
    void who_acquires_at_that_line_again_may_be_in_a_loop_until_it_was_refused_one() throws Exception {
        PoolLibrary.set(pool, "setConnectionTimeout", 1_000L);
        Thread holder = start(() -> {
            stage.shop.forget(pool, lentOut::set);
            held.countDown();
            assertThat(catchThrowable(() -> stage.shop.forget(pool, Connection::close)))
                    .isNotNull();
            PoolLibrary.set(pool, "setConnectionTimeout", 60_000L);
            stage.shop.forget(pool, Connection::close);
        });

        awaitLook(StillOpen.Holder.AGAIN);
        awaitLook(StillOpen.Holder.GONE);
        lent().close();
        holder.join();
    }

    @Test
    void whose_method_is_called_again_within_itself_is_holding() throws Exception {
        DataSource larger = PoolLibrary.HIKARI_CP.create(2);
        Thread holder = start(() -> stage.shop.place(larger, outer -> {
            stage.shop.place(larger, inner -> {});
            hold();
        }));

        assertThat(look().holder()).isEqualTo(StillOpen.Holder.HOLDING);
        end(holder);
        PoolLibrary.shutDown(larger);
    }

    @Test
    void who_wants_another_in_the_same_method_is_holding() throws Exception {
        Thread holder = start(() -> stage.shop.place(pool, outer -> {
            lentOut.set(outer);
            try (Statement statement = outer.createStatement()) {
                assertThat(catchThrowable(() -> statement.execute("select 1 from nowhere")))
                        .isNotNull();
            }
            held.countDown();
            stage.shop.place(pool, inner -> {});
        }));

        awaitLook(StillOpen.Holder.HOLDING);
        assertThat(look().holder()).isEqualTo(StillOpen.Holder.HOLDING);
        lent().close();
        holder.join();
    }

    @Test
    void whose_thread_has_ended_is_dead() throws Exception {
        Thread holder = start(() -> stage.shop.forget(pool, lent -> {
            lentOut.set(lent);
            held.countDown();
        }));
        holder.join();

        StillOpen look = look();

        assertThat(look.holder()).isEqualTo(StillOpen.Holder.DEAD);
        assertThat(look.holderAt()).isNull();
        lent().close();
    }

    @Test
    void who_gave_the_connection_to_another_thread_has_handed_it_over() throws Exception {
        Thread holder = start(() -> stage.shop.place(pool, lent -> {
            lentOut.set(lent);
            hold();
        }));
        held.await();
        try (Statement statement = lent().createStatement()) {
            statement.execute("select 1");
        }

        StillOpen look = look();

        assertThat(look.holder()).isEqualTo(StillOpen.Holder.HANDED_OVER);
        assertThat(look.statements()).isEqualTo(1);
        end(holder);
    }

    /** By a method of its own, such as {@code release(connection)}: only that it lends it again tells of it. */
    @Test
    void whose_pool_takes_back_otherwise_than_by_a_close_may_have_given_back() throws Exception {
        DataSource h2 = Stage.LOADER.create(DataSource.class, "org.h2.jdbcx.JdbcDataSource");
        PoolLibrary.set(h2, "setURL", "jdbc:h2:mem:lent_again");
        Connection filled = h2.getConnection();
        DataSource own = Stage.LOADER.create(DataSource.class, "com.acme.orders.ScriptedSource");
        ((Scripted) own).script(() -> filled);
        Thread holder = start(() -> {
            stage.shop.forget(own, lentOut::set);
            stage.shop.forget(own, lentOut::set);
            hold();
        });
        held.await();
        List<Acquired> lent = stage.lent();
        long last = lent.get(lent.size() - 1).leaseId();

        StillOpen look = stage.awaitSwept(StillOpen.class, each -> each.leaseId() == last);

        assertThat(look.holder()).isEqualTo(StillOpen.Holder.UNKNOWN);
        end(holder);
    }

    private Connection lent() {
        return Objects.requireNonNull(lentOut.get());
    }

    private StillOpen look() throws InterruptedException {
        held.await();
        long lease = stage.lent().get(0).leaseId();
        return stage.awaitSwept(StillOpen.class, each -> each.leaseId() == lease);
    }

    private void awaitLook(StillOpen.Holder wanted) throws InterruptedException {
        held.await();
        long lease = stage.lent().get(0).leaseId();
        stage.awaitSwept(StillOpen.class, each -> each.leaseId() == lease && each.holder() == wanted);
    }

    private boolean holding() throws InterruptedException {
        hold();
        return true;
    }

    private void hold() throws InterruptedException {
        held.countDown();
        goOn.await();
    }

    private void end(Thread holder) throws InterruptedException {
        goOn.countDown();
        holder.join();
    }

    private static Thread start(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (Exception unexpected) {
                        throw new AssertionError(unexpected);
                    }
                },
                "holder");
        thread.start();
        return thread;
    }

    @FunctionalInterface
    private interface Work {
        void run() throws Exception;
    }
}
