package io.connwake.weaving;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CandidateFilterTest {
    private final Weaver weaver = new Weaver();

    @Nested
    class of_real_libraries {
        @ParameterizedTest
        @EnumSource(Jar.class)
        void it_lets_every_class_pass_that_the_weaver_would_weave(Jar jar) {
            ClassLoader loader = CandidateFilterTest.class.getClassLoader();
            Map<String, byte[]> classes = jar.classes();

            assertThat(classes).isNotEmpty();
            assertThat(classes).allSatisfy((name, classFile) -> {
                if (!CandidateFilter.accepts(classFile)) {
                    assertThat(weaver.wants(new Origin(loader, null), classFile))
                            .as(name)
                            .isFalse();
                }
            });
        }

        @Test
        void it_stops_most_classes_of_an_application_that_has_nothing_to_do_with_databases() {
            Map<String, byte[]> classes = Jar.JUNIT.classes();

            assertThat(classes.values()).noneMatch(CandidateFilter::accepts);
        }
    }

    @Nested
    class of_a_word {
        @ParameterizedTest
        @EnumSource(Tap.class)
        void it_knows_those_of_every_tap(Tap tap) {
            for (String word : tap.words()) {
                assertThat(CandidateFilter.accepts(ClassFiles.withMethod(word, "()Ljava/sql/Connection;")))
                        .as(word)
                        .isTrue();
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"closed", "Close", "disconnect", "executes", "getconnection", "e", "isvalid"})
        void it_passes_over_what_only_resembles_one(String word) {
            assertThat(CandidateFilter.accepts(ClassFiles.withMethod(word, "()Ljava/sql/Connection;")))
                    .isFalse();
        }

        @ParameterizedTest
        @ValueSource(strings = {"()V", "()Lcom/acme/sql/Row;", "()Ljava/sqlite/Row;"})
        void it_wants_jdbc_beside_it(String descriptor) {
            assertThat(CandidateFilter.accepts(ClassFiles.withMethod("close", descriptor)))
                    .isFalse();
        }

        @ParameterizedTest
        @ValueSource(strings = {"()Ljava/sql/Row;", "(ILjavax/sql/PooledConnection;)V"})
        void it_finds_jdbc_within_descriptors(String descriptor) {
            assertThat(CandidateFilter.accepts(ClassFiles.withMethod("close", descriptor)))
                    .isTrue();
        }

        @ParameterizedTest
        @ValueSource(strings = {"service", "doFilter"})
        void it_knows_those_of_servlets(String word) {
            assertThat(CandidateFilter.accepts(ClassFiles.withMethod(word, "(Ljavax/servlet/ServletRequest;)V")))
                    .isTrue();
            assertThat(CandidateFilter.accepts(ClassFiles.withMethod(word, "(Ljakarta/servlet/ServletRequest;)V")))
                    .isTrue();
            assertThat(CandidateFilter.accepts(ClassFiles.withMethod(word, "()Ljava/sql/Connection;")))
                    .isFalse();
        }

        @ParameterizedTest
        @ValueSource(strings = {"close", "getConnection", "services"})
        void it_wants_servlets_beside_no_other(String word) {
            assertThat(CandidateFilter.accepts(ClassFiles.withMethod(word, "(Ljavax/servlet/ServletRequest;)V")))
                    .isFalse();
        }

        @Test
        void it_knows_one_of_servlets_behind_one_of_jdbc() {
            String request = "(Ljavax/servlet/ServletRequest;Ljavax/servlet/ServletResponse;)V";

            assertThat(CandidateFilter.accepts(ClassFiles.make(
                            Opcodes.V17, "com/acme/Made", "java/lang/Object", "java/lang/Cloneable", type -> {
                                ClassFiles.method(type, "close", "()V", ClassFiles::fails);
                                ClassFiles.method(type, "service", request, ClassFiles::fails);
                            })))
                    .isTrue();
        }
    }

    @Nested
    class of_malformed_bytes {
        private final byte[] pool = WeavingLoader.read(Acme.PACKAGE + "Pool");

        @ParameterizedTest
        @ValueSource(ints = {0, 1, 4, 9, 10, 11, 17, 18, 40})
        void it_wants_none_that_end_too_early(int length) {
            assertThat(CandidateFilter.accepts(Arrays.copyOf(pool, length))).isFalse();
        }

        @Test
        void it_wants_none_with_an_unknown_entry() {
            byte[] unknown = pool.clone();
            unknown[10] = 99;

            assertThat(CandidateFilter.accepts(unknown)).isFalse();
        }

        @Test
        void it_never_fails() {
            Random random = new Random(20_260_711);
            for (int i = 0; i < 20_000; i++) {
                byte[] bent = Arrays.copyOf(pool, random.nextInt(pool.length + 1));
                for (int flips = random.nextInt(8); flips > 0 && bent.length > 0; flips--) {
                    bent[random.nextInt(bent.length)] = (byte) random.nextInt(256);
                }
                boolean ignored = CandidateFilter.accepts(bent);
            }
        }
    }
}
