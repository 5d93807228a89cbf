package io.connwake.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ByIdTest {
    private static final long SEED = Long.getLong("fuzz.seed", 11);

    private final ById<String> table = new ById<>();

    /** The numbers that leases have: a thread's in the upper half, counted in the lower. */
    private static long id(Random random) {
        return (long) random.nextInt(4) << 32 | random.nextInt(200);
    }

    @Test
    void holds_what_a_map_of_the_library_holds() {
        Random random = new Random(SEED);
        Map<Long, String> model = new HashMap<>();
        for (int step = 0; step < 200_000; step++) {
            long id = id(random);
            // long phases of growth and of decline, so that chains are made and broken
            if (random.nextInt(10) < (step / 2_000 % 2 == 0 ? 7 : 3)) {
                table.put(id, "at " + step);
                model.put(id, "at " + step);
            } else {
                assertThat(table.remove(id)).as("seed %d, step %d", SEED, step).isEqualTo(model.remove(id));
            }
            long other = id(random);
            assertThat(table.get(other)).as("seed %d, step %d", SEED, step).isEqualTo(model.get(other));
            assertThat(table.size()).as("seed %d, step %d", SEED, step).isEqualTo(model.size());
        }
        assertThat(table.all()).containsExactlyInAnyOrderElementsOf(model.values());
    }

    @Test
    void finds_what_is_stored_under_zero_and_negative_numbers() {
        table.put(0, "none");
        table.put(-1, "below");
        assertThat(table.get(0)).isEqualTo("none");
        assertThat(table.get(-1)).isEqualTo("below");
        assertThat(table.remove(0)).isEqualTo("none");
        assertThat(table.get(0)).isNull();
        assertThat(table.all()).containsExactly("below");
    }
}
