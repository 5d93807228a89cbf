package io.connwake.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.trace.Span;
import io.connwake.recorder.event.TraceParent;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class OtherTracerTest {
    private final AtomicLong failures = new AtomicLong();
    private final OtherTracer tracer = new OtherTracer(failures);

    @Test
    void nobody_is_current_as_long_as_there_is_none() {
        assertThat(tracer.current()).isNull();
    }

    /** As in the first event of a function beside another agent, which loads its API then. */
    @Test
    void its_span_is_read_as_soon_as_its_api_was_seen_though_the_drain_has_not_turned() {
        tracer.seen(Span.class.getName(), Span.class.getClassLoader());
        Object context = Objects.requireNonNull(tracer.current());
        assertThat(tracer.read(context)).isEqualTo(new TraceParent(10, 11, 12, true));
        assertThat(failures).hasValue(0);
    }

    @Test
    void an_api_that_is_another_is_tried_once() {
        tracer.seen("com.acme.trace.Nothing", Span.class.getClassLoader());
        assertThat(tracer.current()).isNull();
        assertThat(tracer.current()).isNull();
        assertThat(failures).hasValue(1);
    }
}
