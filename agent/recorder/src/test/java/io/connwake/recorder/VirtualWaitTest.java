package io.connwake.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwake.recorder.event.Event;
import io.connwake.recorder.event.Waiting;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class VirtualWaitTest {
    @Test
    void a_wait_is_over_when_its_acquire_is_left_however_that_ended() {
        ThreadTrace thread = new ThreadTrace(Thread.currentThread(), 1);
        VirtualWait wait = new VirtualWait(1, thread);
        thread.acquire.wait = wait;

        thread.endAcquire();

        assertThat(wait.isOver).isTrue();
        assertThat(thread.acquire.wait).isNull();
    }

    @Test
    void a_wait_is_busy_while_one_of_them_opens_a_connection() {
        Thread parked = new Thread(LockSupport::park);
        parked.setDaemon(true);
        parked.start();
        while (parked.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        ThreadTrace thread = new ThreadTrace(parked, 1);
        Waits waits = new Waits(new Threads(), new Records());
        waits.add(new VirtualWait(1, thread));

        assertThat(sweep(waits).busy()).isFalse();
        Objects.requireNonNull(thread.push(1)).begin(Frame.Kind.CONNECT);
        assertThat(sweep(waits).busy()).isTrue();
        LockSupport.unpark(parked);
    }

    private static Waiting sweep(Waits waits) {
        List<Event> told = new ArrayList<>();
        waits.sweep(System.nanoTime(), told::add);
        return (Waiting) told.get(0);
    }
}
