package io.connwake.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwake.recorder.event.TraceParent;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which span a caller names. */
class TraceHeadersTest {
    private static final long HIGH = 0x4bf92f3577b34da6L;
    private static final long LOW = 0xa3ce929d0e0e4736L;
    private static final long SPAN = 0x00f067aa0ba902b7L;

    @Nested
    class a_w3c_header {
        @Test
        void names_trace_and_span() {
            assertThat(TraceHeaders.ofW3c("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"))
                    .isEqualTo(new TraceParent(HIGH, LOW, SPAN, true));
            assertThat(TraceHeaders.ofW3c("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-02"))
                    .isEqualTo(new TraceParent(HIGH, LOW, SPAN, false));
        }

        @Test
        void of_a_version_to_come_may_be_longer() {
            assertThat(TraceHeaders.ofW3c("cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-what"))
                    .isEqualTo(new TraceParent(HIGH, LOW, SPAN, true));
        }

        @ParameterizedTest
        @NullAndEmptySource
        @ValueSource(
                strings = {
                    "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
                    "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-",
                    "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                    "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01.what",
                    "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                    "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                    "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                    "00-4bf92f3577b34da6a3ce929d0e0e47 6-00f067aa0ba902b7-01",
                    "0x-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                    "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0g",
                })
        void of_another_shape_names_none(String header) {
            assertThat(TraceHeaders.ofW3c(header)).isNull();
        }
    }

    @Nested
    class an_x_ray_header {
        private static final TraceParent NAMED =
                new TraceParent(0x5759e988bd862e3fL, 0xe1be46a994272793L, 0x53995c3f42cd8ad8L, true);

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1",
                    "Sampled=1; Parent=53995c3f42cd8ad8;Root=1-5759e988-bd862e3fe1be46a994272793;Lineage=a87bd80c:1|68fd508a:5",
                })
        void names_trace_and_span(String header) {
            assertThat(TraceHeaders.ofXRay(header)).isEqualTo(NAMED);
        }

        @Test
        void that_is_not_sampled_is_gone_on_from_all_the_same() {
            assertThat(TraceHeaders.ofXRay(
                            "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=0"))
                    .isEqualTo(NAMED);
        }

        @ParameterizedTest
        @NullAndEmptySource
        @ValueSource(
                strings = {
                    "Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1",
                    "Parent=53995c3f42cd8ad8",
                    "Root=1-5759e988-bd862e3fe1be46a99427279;Parent=53995c3f42cd8ad8",
                    "Root=2-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8",
                    "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8adz",
                    ";;;=;Root",
                })
        void of_another_shape_names_none(String header) {
            assertThat(TraceHeaders.ofXRay(header)).isNull();
        }
    }
}
