package io.connwake.pipeline;

import static io.connwake.pipeline.Scene.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwake.pipeline.model.Finding;
import io.connwake.pipeline.model.Names;
import io.connwake.recorder.event.StillOpen.Holder;
import org.junit.jupiter.api.Test;

/** Connections that were given up for lost and come back after all. */
class LateReturnTest {
    private final Scene scene = new Scene();
    private final long pool = scene.pool("orders", 4, 2 * SECOND);

    private OpenLease forgotten(Holder holder) {
        OpenLease lease = scene.acquire(pool, scene.open(0));
        scene.use(lease);
        lease.holder = holder;
        return lease;
    }

    @Test
    void resolves_the_finding_and_the_lease_is_told_once() {
        OpenLease lease = forgotten(Holder.GONE);
        scene.passSeconds(40);
        scene.release(lease);
        scene.passSeconds(2);
        scene.finish();
        assertThat(scene.output.findingStates("leak")).containsExactly("confirmed", "resolved");
        assertThat(scene.output.named("lease")).hasSize(1);
        assertThat(scene.output.named("finding leak")).hasSize(2);
        assertThat(scene.output.sum(Names.LEASE_RETURNED_LATE)).isEqualTo(1);
        assertThat(scene.output.sum(Names.LEASE_LEAKED)).isEqualTo(1);
    }

    @Test
    void of_one_of_several_leaves_the_others_as_the_evidence() {
        forgotten(Holder.DEAD);
        OpenLease late = forgotten(Holder.GONE);
        scene.passSeconds(40);
        scene.release(late);
        scene.passSeconds(70);
        Finding leak = scene.output.last("leak");
        assertThat(leak.sentence())
                .isEqualTo(
                        "1 connection of pool orders was acquired here and never returned; 1 of the pool's 4 is gone.");
        assertThat((String) leak.attributes().get(Names.FINDING_EVIDENCE))
                .contains("has ended.")
                .doesNotContain("garbage");
    }

    @Test
    void is_not_the_evidence_of_the_next_loss() {
        OpenLease late = forgotten(Holder.GONE);
        scene.passSeconds(40);
        scene.release(late);
        scene.passSeconds(70);
        forgotten(Holder.GONE);
        scene.passSeconds(100);
        scene.finish();
        assertThat(scene.output.named("finding leak"))
                .last()
                .satisfies(span -> assertThat(span.links()).hasSize(1));
    }
}
