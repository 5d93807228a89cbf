package io.connwake.recorder;

import static org.assertj.core.api.Assertions.assertThat;

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
}
