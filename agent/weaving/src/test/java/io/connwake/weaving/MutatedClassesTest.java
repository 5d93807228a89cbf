package io.connwake.weaving;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.LimitExceededException;
import net.bytebuddy.jar.asm.MethodTooLargeException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Class files with bytes that are wrong: {@code -Dfuzz.mutants=N} for more, {@code -Dfuzz.seed=S} for one again. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MutatedClassesTest {
    private static final int MUTANTS = Integer.getInteger("fuzz.mutants", 1_000);
    private static final int LARGEST = 4;
    private static final int NEWEST = 44 + Runtime.version().feature();

    private int woven;
    private int loaded;

    /** Whoever asks for weaving leaves the class alone when it throws; what it throws must be no sign of a loop. */
    @Test
    @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void are_left_alone_or_are_as_good_woven_as_they_were() {
        Long again = Long.getLong("fuzz.seed");
        long first = again == null ? System.nanoTime() / 1_000 : again;
        System.out.println("mutated classes: -Dfuzz.seed=" + first);
        for (long seed = first; seed < first + (again == null ? MUTANTS : 1); seed++) {
            Thread.currentThread().setName("-Dfuzz.seed=" + seed); // told when the time is up
            check(seed);
        }
        if (again == null) {
            assertThat(woven).as("woven").isGreaterThan(MUTANTS / 10);
            assertThat(loaded).as("loaded").isGreaterThan(MUTANTS / 40);
        }
    }

    private void check(long seed) {
        Random random = RandomClass.random(seed);
        byte[] whole = made(seed / 8);
        if (whole == null) {
            return;
        }
        byte[] bent = mutated(whole, random);
        boolean accepted = CandidateFilter.accepts(bent);
        byte[] changed = weave(bent, seed);
        if (changed == null || !accepted) {
            return;
        }
        woven++;
        String refusal = refusal(bent);
        if (refusal == null) {
            loaded++;
            assertThat(refusal(changed)).as("-Dfuzz.seed=" + seed).isNull();
        }
    }

    /** Null where its frames can't be computed. */
    private static byte @Nullable [] made(long seed) {
        try {
            return new RandomClass(seed, LARGEST, NEWEST).classFile;
        } catch (LimitExceededException | MethodTooLargeException tooMuch) {
            return null;
        }
    }

    private static byte[] mutated(byte[] classFile, Random random) {
        byte[] bent = classFile.clone();
        if (random.nextInt(4) == 0) {
            bent = java.util.Arrays.copyOf(bent, random.nextInt(bent.length + 64));
        }
        for (int changes = 1 + random.nextInt(3); changes > 0 && bent.length > 8; changes--) {
            int at = 8 + random.nextInt(bent.length - 8);
            switch (random.nextInt(4)) {
                case 0 -> bent[at] = (byte) random.nextInt();
                case 1 -> bent[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> bent[at] = (byte) (random.nextBoolean() ? 0xFF : 0);
                default -> bent[at] = bent[random.nextInt(bent.length)];
            }
        }
        return bent;
    }

    private static byte @Nullable [] weave(byte[] bent, long seed) {
        try {
            Origin origin = new Origin(MutatedClassesTest.class.getClassLoader(), null);
            return new Weaver().weave(origin, bent, (seed & 1) == 0);
        } catch (RuntimeException malformed) {
            return null;
        } catch (StackOverflowError | OutOfMemoryError tooMuch) {
            throw new AssertionError("-Dfuzz.seed=" + seed, tooMuch);
        }
    }

    /** Why the JVM doesn't take it; null if it does. */
    private static @Nullable String refusal(byte[] classFile) {
        try {
            ClassReader reader = new ClassReader(classFile);
            reader.accept(new ClassWriter(0), 0); // JDK 17 takes a constant that isn't there
            String name = reader.getClassName().replace('/', '.');
            WeavingLoader loader = new WeavingLoader(WeavingLoader.Weave.none()).with(name, classFile);
            Class.forName(name, true, loader);
            return null;
        } catch (LinkageError | ClassNotFoundException | RuntimeException refused) {
            return refused.toString();
        }
    }
}
