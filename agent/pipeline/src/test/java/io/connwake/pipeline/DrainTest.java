package io.connwake.pipeline;

import static io.connwake.pipeline.Scene.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DrainTest {
    private final Scene scene = new Scene();

    @Test
    void without_outputs_still_finds_leaks() {
        Drain drain = scene.drainOf(scene.script);
        scene.acquire(scene.pool("orders", 4, SECOND), scene.open(0)).garbage = true;
        for (int second = 0; second < 6; second++) {
            drain.turn(scene.now + second * SECOND);
        }
        assertThat(scene.notices).hasSize(1);
    }

    @Test
    void starts_its_outputs_with_the_first_event_and_never_again() {
        scene.passSeconds(3);
        assertThat(scene.output.calls).isEmpty();
        scene.open(0);
        scene.passSeconds(3);
        assertThat(scene.output.calls).containsExactly("started");
    }

    @Test
    void tells_its_first_output_what_the_others_lost_at_the_end() {
        Captured recording = new Captured();
        Captured exporter = new Captured();
        exporter.losses = 1;
        Drain drain = scene.drainOf(scene.script, recording, exporter);
        scene.release(scene.acquire(scene.pool("orders", 4, SECOND), scene.open(0)));
        drain.finish(scene.now, SECOND);
        assertThat(recording.sum("connwake.agent.exports.failed")).isEqualTo(1);
        assertThat(exporter.measurements).isEqualTo(1);
        assertThat(recording.measurements).isEqualTo(2);
    }

    @Test
    void gives_an_output_that_fails_at_a_span_the_others_of_the_turn_once() {
        long pool = scene.pool("orders", 4, SECOND);
        long connection = scene.open(0);
        scene.release(scene.acquire(pool, connection));
        scene.passSeconds(2);
        scene.output.spans.clear();
        scene.guard.swallows = true;
        scene.output.failing = 2;
        for (int i = 0; i < 5; i++) {
            scene.release(scene.acquire(pool, connection));
        }
        scene.passSeconds(3);
        assertThat(scene.guard.failures()).isEqualTo(2);
        assertThat(scene.output.named("lease")).hasSize(3).doesNotHaveDuplicates();
    }
}
