package io.connwake.weaving;

import static org.assertj.core.api.Assertions.assertThat;

import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class EntrancesTest {
    private final Weaver weaver = new Weaver();

    @Test
    void are_all_found_by_their_names() {
        String[] names = Entrances.names();
        for (int i = 0; i < names.length; i += 2) {
            assertThat(CandidateFilter.mayBeEntrance(names[i])).as(names[i]).isTrue();
            assertThat(Entrances.libraryOf(names[i])).isEqualTo(names[i + 1]);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "org/h2/Triver",
                "com/acme/HikariDataSource",
                "com/zaxxer/hikari/HikariDatasource",
                "com/zaxxer/hikari/HikariDataSource$1"
            })
    void are_no_other_classes(String name) {
        assertThat(Entrances.libraryOf(name)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "com.zaxxer.hikari.HikariDataSource",
                "org.apache.commons.dbcp2.BasicDataSource",
                "org.postgresql.Driver",
                "org.h2.Driver"
            })
    void of_these_libraries_have_a_method_that_is_hooked(String name) {
        byte[] classFile = WeavingLoader.read(name);

        assertThat(Entrances.libraryOf(name.replace('.', '/'))).isNotNull();
        assertThat(CandidateFilter.accepts(classFile)).isTrue();
        assertThat(weaver.connects(new Origin(getClass().getClassLoader(), null), classFile))
                .isTrue();
    }

    /** As MariaDB Connector/J 4 does. */
    @Test
    void may_leave_it_to_the_class_that_they_extend() {
        String internal = "org/mariadb/jdbc/Driver";
        byte[] classFile = ClassFiles.make(Opcodes.V17, internal, "org/h2/Driver", "java/sql/Driver", type -> {});

        assertThat(CandidateFilter.accepts(classFile)).isFalse();
        assertThat(weaver.connects(new Origin(getClass().getClassLoader(), null), classFile))
                .isTrue();
    }

    @Test
    void that_only_close_are_none() {
        byte[] classFile = ClassFiles.make(
                Opcodes.V17,
                "com/zaxxer/hikari/HikariDataSource",
                "java/lang/Object",
                ClassFiles.DATA_SOURCE,
                type -> ClassFiles.method(type, "close", "()V", code -> code.visitInsn(Opcodes.RETURN)));
        Origin origin = new Origin(getClass().getClassLoader(), null);

        assertThat(weaver.wants(origin, classFile)).isTrue();
        assertThat(weaver.connects(origin, classFile)).isFalse();
    }
}
