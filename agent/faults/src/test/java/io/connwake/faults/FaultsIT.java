package io.connwake.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwake.testing.Jdk;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is broken, the program does what it does without the agent, and what was lost is told. */
@Timeout(300)
class FaultsIT {
    static List<Hazard> all() {
        return Hazards.all();
    }

    @ParameterizedTest
    @MethodSource("all")
    void harms_nobody_and_is_told(Hazard hazard) {
        Assumptions.assumeTrue(
                hazard.obstacle().isEmpty(), () -> hazard.obstacle().orElse(""));
        Optional<Jdk> jdk = Faults.jdk(hazard);
        Assumptions.assumeTrue(jdk.isPresent(), () -> "no JDK " + hazard.fromJdk() + " or later is installed");

        Row row = Trial.of(hazard, jdk.orElseThrow());

        assertThat(row.complaints()).as(row.toString()).isEmpty();
    }
}
