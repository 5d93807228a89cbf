package io.connwake.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.Empty;
import io.connwake.testing.ChildJvm;
import io.connwake.testing.Exit;
import io.connwake.testing.Jdk;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@EachJdk
class SilenceIT {
    private final Jdk jdk;

    SilenceIT(Jdk jdk) {
        this.jdk = jdk;
    }

    @Nested
    class an_empty_program {
        @Test
        void prints_nothing() {
            Exit exit = ChildJvm.ofMain(Empty.class)
                    .on(jdk)
                    .classPath(Library.classPath())
                    .agent()
                    .run();

            assertThat(exit.out()).isEmpty();
            assertThat(exit.err()).isEmpty();
            assertThat(exit.code()).isZero();
        }
    }
}
