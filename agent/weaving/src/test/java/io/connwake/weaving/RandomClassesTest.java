package io.connwake.weaving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.connwake.testing.ChildJvm;
import io.connwake.testing.Exit;
import io.connwake.testing.Jdk;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** {@code -Dfuzz.classes=N} for more of them, {@code -Dfuzz.seed=S} for the same again. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RandomClassesTest {
    private static final long FIXED = 7_000;
    private static final int CLASSES = Integer.getInteger("fuzz.classes", 150);
    private static final long FRESH = Long.getLong("fuzz.seed", System.nanoTime() / 1_000);

    @Test
    void of_fixed_seeds_do_woven_what_they_do_unwoven() throws Exception {
        ClassFuzz fuzz = new ClassFuzz();

        fuzz.run(FIXED, CLASSES);

        assertThat(fuzz.woven).as(fuzz.toString()).isGreaterThan(CLASSES / 2);
        assertThat(fuzz.compared).as(fuzz.toString()).isGreaterThan(CLASSES / 5);
    }

    @Test
    void of_fresh_seeds_do_so_too() throws Exception {
        System.out.println("made classes: -Dfuzz.seed=" + FRESH);

        new ClassFuzz().run(FRESH, CLASSES);
    }

    @Test
    void do_so_on_a_newer_jvm_where_newer_versions_load() {
        List<Jdk> newer = Jdk.atLeast(25);
        assumeTrue(!newer.isEmpty(), "no JDK 25 is installed");

        Exit exit = ChildJvm.ofMain(ClassFuzz.class)
                .on(newer.get(0))
                .option("-Xverify:all")
                .property("fuzz.size", Integer.getInteger("fuzz.size", 24))
                .arguments(Long.toString(FRESH), Integer.toString(CLASSES))
                .run();

        assertThat(exit.code()).as(exit.err()).isZero();
        assertThat(exit.out()).contains("classes woven");
    }
}
