package io.connwake.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.sdk.common.CompletableResultCode;
import org.junit.jupiter.api.Test;

/** A batch processor answers with the result of the flush before, for an instant after that. */
class RunningSdkTest {
    private int asked;

    @Test
    void a_result_that_is_there_at_once_is_not_believed() {
        CompletableResultCode own = new CompletableResultCode();
        CompletableResultCode flushed =
                RunningSdk.flushed(() -> ++asked <= 3 ? CompletableResultCode.ofSuccess() : own);
        assertThat(flushed).isSameAs(own);
        assertThat(asked).isEqualTo(4);
    }

    @Test
    void one_that_is_on_the_way_is_asked_for_once() {
        CompletableResultCode own = new CompletableResultCode();
        assertThat(RunningSdk.flushed(() -> {
                    asked++;
                    return own;
                }))
                .isSameAs(own);
        assertThat(asked).isEqualTo(1);
    }

    /** There may be nothing that flushes. */
    @Test
    void one_that_is_always_there_is_believed_in_the_end() {
        assertThat(RunningSdk.flushed(CompletableResultCode::ofSuccess).isSuccess())
                .isTrue();
    }
}
