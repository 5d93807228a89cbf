package io.connwake.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.Empty;
import com.example.Greeting;
import com.example.Hostile;
import com.example.ThreadsOfMine;
import io.connwake.testing.ChildJvm;
import io.connwake.testing.Exit;
import io.connwake.testing.Jdk;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a program prints and how it ends, with the agent and without. */
@EachJdk
class SameWithoutIT {
    private static final Library[] ON_H2 = {Library.HIKARI_7, Library.H2};

    private final Jdk jdk;

    @TempDir
    private Path directory;

    SameWithoutIT(Jdk jdk) {
        this.jdk = jdk;
    }

    @Nested
    class a_program_that {
        @Test
        void does_nothing() {
            Exit exit = sameWithout(Empty.class);

            assertThat(exit.code()).isZero();
            assertThat(exit.out() + exit.err()).isEmpty();
        }

        @Test
        void returns_from_main() {
            Exit exit = sameWithout(Greeting.class, "return");

            assertThat(exit.code()).isZero();
            assertThat(exit.out()).contains("says 1");
            assertThat(exit.err()).isEmpty();
        }

        @Test
        void throws_out_of_main() {
            Exit exit = sameWithout(Greeting.class, "throw");

            assertThat(exit.code()).isOne();
            assertThat(exit.err()).contains("the end");
        }

        @Test
        void exits() {
            Exit exit = sameWithout(Greeting.class, "exit");

            assertThat(exit.code()).isEqualTo(3);
            assertThat(exit.err()).isEmpty();
        }

        @Test
        void lists_its_threads() {
            Exit exit = sameWithout(ThreadsOfMine.class);

            assertThat(exit.out()).contains("main daemon=false", "other daemon=false");
            assertThat(exit.err()).isEmpty();
        }

        @Test
        void has_data_sources_that_throw_or_return_null_or_recurse_or_complain() {
            Exit exit = sameWithout(Hostile.class);

            assertThat(exit.code()).isZero();
            assertThat(exit.out()).contains("recurses", "java.lang.StackOverflowError", "complains");
            assertThat(exit.err()).isEmpty();
        }
    }

    private Exit sameWithout(Class<?> program, String... arguments) {
        Exit alone = ChildJvm.ofMain(program)
                .on(jdk)
                .classPath(Library.classPath(ON_H2))
                .arguments(arguments)
                .run();
        Exit watched =
                Trial.of(program, jdk, directory, ON_H2).arguments(arguments).run();

        assertThat(watched.out()).isEqualTo(alone.out());
        assertThat(watched.err()).isEqualTo(alone.err());
        assertThat(watched.code()).isEqualTo(alone.code());
        return watched;
    }
}
