package io.connwake.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HandlerContextTest {
    @Test
    void is_read_by_the_getters_of_its_interface_although_its_class_is_not_public() {
        GivenContext given = new GivenContext("1", 3_000);
        HandlerContext how = HandlerContext.of(given);
        assertThat(how.id(given)).isEqualTo("1");
        assertThat(how.xRay(given)).startsWith("Root=1-5759e988");
        assertThat(how.remainingMillis(given)).isEqualTo(3_000);
    }

    @Test
    void what_a_getter_does_not_tell_is_not_known() {
        GivenContext given = new GivenContext(null, -1);
        HandlerContext how = HandlerContext.of(given);
        assertThat(how.id(given)).isNull();
        assertThat(how.remainingMillis(given)).isZero();
    }

    /** A class of the same shape, which is not that interface's: nothing of it is called. */
    @Test
    void another_object_is_none() {
        Alike alike = new Alike();
        HandlerContext how = HandlerContext.of(alike);
        assertThat(how).isSameAs(HandlerContext.UNKNOWN);
        assertThat(how.id(alike)).isNull();
        assertThat(how.xRay(alike)).isNull();
        assertThat(how.remainingMillis(alike)).isZero();
    }

    /** Public, as a getter must be to be called. */
    public static final class Alike {
        public String getAwsRequestId() {
            return "1";
        }
    }
}
