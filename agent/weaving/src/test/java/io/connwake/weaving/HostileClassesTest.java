package io.connwake.weaving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.acme.Scripted;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.function.Consumer;
import javax.sql.DataSource;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Classes that javac would not write. The JVM of the tests verifies every class it loads. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class HostileClassesTest {
    private static final String MADE = "com.acme.made.Made";
    private static final String INTERNAL = MADE.replace('.', '/');
    private static final String GET_CONNECTION = "()Ljava/sql/Connection;";
    private static final String CREATE_STATEMENT = "()Ljava/sql/Statement;";

    private final Weaver weaver = new Weaver();

    @Nested
    class of_class_file_version {
        @ParameterizedTest
        @ValueSource(ints = {49, 50, 51, 52, 55, 61, 69})
        void a_pool_is_entered_and_left(int version) throws Exception {
            SQLException refused = new SQLException("refused");
            DataSource pool = (DataSource) loader(version, "Pool").create(Acme.PACKAGE + "Pool");
            ((Scripted) pool).script(() -> {
                throw refused;
            });
            Notes notes = Notes.begin();

            assertThatThrownBy(() -> pool.getConnection("scott", "tiger")).isSameAs(refused);

            assertThat(notes.calls())
                    .containsExactly("acquiring Pool", "acquiring Pool", "failed SQLException", "failed SQLException");
        }

        @ParameterizedTest
        @ValueSource(ints = {49, 50, 51, 52, 55, 61, 69})
        void a_connection_and_its_statement_are_entered_and_left(int version) throws Exception {
            WeavingLoader loader = loader(version, "Handle", "Query");
            Connection handle = (Connection) loader.create(Acme.PACKAGE + "Handle");
            Statement query = (Statement) loader.create(Acme.PACKAGE + "Query");
            ((Scripted) handle).script(() -> query);
            Notes notes = Notes.begin();

            handle.createStatement().executeLargeUpdate("delete from orders");
            handle.isValid(1);

            assertThat(notes.calls())
                    .containsExactly(
                            "created Handle Query",
                            "executing Query delete from orders",
                            "executed",
                            "validating Handle",
                            "validated true");
        }

        /** Weaves the class as that version; a version above this JVM's own is lowered only to define it. */
        private WeavingLoader loader(int version, String... names) {
            int newest = 44 + Runtime.version().feature();
            WeavingLoader.Weave weave = (loader, classFile) -> {
                byte[] woven = Objects.requireNonNull(
                        weaver.weave(new Origin(loader, null), ClassFiles.ofVersion(classFile, version), true));
                return version > newest ? ClassFiles.ofVersion(woven, newest) : woven;
            };
            WeavingLoader loader = new WeavingLoader(weave);
            for (String each : names) {
                loader.with(Acme.PACKAGE + each, ClassFiles.concrete(WeavingLoader.read(Acme.PACKAGE + each)));
            }
            return loader;
        }

        @Test
        void that_nobody_knows_yet_is_left_alone_by_the_caller_who_hears_of_it() {
            byte[] classFile = WeavingLoader.read(Acme.PACKAGE + "Pool");
            classFile[6] = 0x0F;

            assertThatThrownBy(() -> weaver.weave(new Origin(null, null), classFile, true))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Nested
    class a_method_that_overwrites_this {
        @Test
        void by_a_reference_is_not_hooked_where_this_would_be_read_at_the_end() throws Exception {
            Connection connection = connection(Opcodes.V17, code -> {
                code.visitInsn(Opcodes.ACONST_NULL);
                code.visitVarInsn(Opcodes.ASTORE, 0);
                code.visitInsn(Opcodes.ACONST_NULL);
                code.visitInsn(Opcodes.ARETURN);
            });
            Notes notes = Notes.begin();

            assertThat(connection.createStatement()).isNull();
            connection.close();

            assertThat(notes.calls()).containsExactly("closing Made");
        }

        @Test
        void by_a_number_is_not_hooked_either() throws Exception {
            Connection connection = connection(Opcodes.V17, code -> {
                code.visitInsn(Opcodes.ICONST_3);
                code.visitVarInsn(Opcodes.ISTORE, 0);
                code.visitIincInsn(0, 1);
                code.visitInsn(Opcodes.ACONST_NULL);
                code.visitInsn(Opcodes.ARETURN);
            });
            Notes notes = Notes.begin();

            assertThat(connection.createStatement()).isNull();
            connection.close();

            assertThat(notes.calls()).containsExactly("closing Made");
        }

        @Test
        void is_hooked_where_this_is_needed_at_the_entry_only() throws Exception {
            DataSource pool = pool(Opcodes.V17, code -> {
                code.visitInsn(Opcodes.ACONST_NULL);
                code.visitVarInsn(Opcodes.ASTORE, 0);
                code.visitInsn(Opcodes.ACONST_NULL);
                code.visitInsn(Opcodes.ARETURN);
            });
            Notes notes = Notes.begin();

            assertThat(pool.getConnection()).isNull();

            assertThat(notes.calls()).containsExactly("acquiring Made", "acquired null");
        }
    }

    @Test
    void a_method_whose_frames_forget_this_is_not_hooked_where_this_would_be_read_at_the_end() throws Exception {
        byte[] forgetful = ClassFiles.makeWithFrames(Opcodes.V17, INTERNAL, ClassFiles.CONNECTION, type -> {
            ClassFiles.method(type, "createStatement", CREATE_STATEMENT, code -> {
                Label end = new Label();
                code.visitInsn(Opcodes.ACONST_NULL);
                code.visitJumpInsn(Opcodes.GOTO, end);
                code.visitLabel(end);
                code.visitFrame(Opcodes.F_FULL, 0, new Object[0], 1, new Object[] {"java/sql/Statement"});
                code.visitInsn(Opcodes.ARETURN);
            });
            addClose(type);
        });
        Connection connection = (Connection) woven(forgetful);
        Notes notes = Notes.begin();

        assertThat(connection.createStatement()).isNull();
        connection.close();

        assertThat(notes.calls()).containsExactly("closing Made");
    }

    @Test
    void a_method_that_jumps_back_to_its_first_instruction_is_entered_once() throws Exception {
        DataSource pool = pool(Opcodes.V17, code -> {
            Label start = new Label();
            code.visitLabel(start);
            code.visitMethodInsn(Opcodes.INVOKESTATIC, "java/lang/Thread", "interrupted", "()Z", false);
            code.visitJumpInsn(Opcodes.IFNE, start);
            code.visitInsn(Opcodes.ACONST_NULL);
            code.visitInsn(Opcodes.ARETURN);
        });
        Thread.currentThread().interrupt();
        Notes notes = Notes.begin();

        pool.getConnection();

        assertThat(notes.calls()).containsExactly("acquiring Made", "acquired null");
    }

    @Test
    void a_failure_that_the_method_catches_itself_is_none() throws Exception {
        DataSource pool = pool(Opcodes.V17, code -> {
            Label from = new Label();
            Label to = new Label();
            Label caught = new Label();
            code.visitTryCatchBlock(from, to, caught, null);
            code.visitLabel(from);
            code.visitInsn(Opcodes.ACONST_NULL);
            code.visitInsn(Opcodes.ATHROW);
            code.visitLabel(to);
            code.visitLabel(caught);
            code.visitInsn(Opcodes.POP);
            code.visitInsn(Opcodes.ACONST_NULL);
            code.visitInsn(Opcodes.ARETURN);
        });
        Notes notes = Notes.begin();

        pool.getConnection();

        assertThat(notes.calls()).containsExactly("acquiring Made", "acquired null");
    }

    @Test
    void a_method_with_subroutines_is_entered_and_left() throws Exception {
        DataSource pool = pool(Opcodes.V1_5, code -> {
            Label subroutine = new Label();
            code.visitInsn(Opcodes.ACONST_NULL);
            code.visitVarInsn(Opcodes.ASTORE, 1);
            code.visitJumpInsn(Opcodes.JSR, subroutine);
            code.visitJumpInsn(Opcodes.JSR, subroutine);
            code.visitVarInsn(Opcodes.ALOAD, 1);
            code.visitInsn(Opcodes.ARETURN);
            code.visitLabel(subroutine);
            code.visitVarInsn(Opcodes.ASTORE, 2);
            code.visitMethodInsn(Opcodes.INVOKESTATIC, "java/lang/System", "nanoTime", "()J", false);
            code.visitInsn(Opcodes.POP2);
            code.visitVarInsn(Opcodes.RET, 2);
        });
        Notes notes = Notes.begin();

        assertThat(pool.getConnection()).isNull();

        assertThat(notes.calls()).containsExactly("acquiring Made", "acquired null");
    }

    /** The JVM refuses such a class, but only after it was looked at. */
    @ParameterizedTest
    @ValueSource(strings = {"(Lx;)Z", "(I[Lx;)Z", "(Ljava/lang/String;)Z"})
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void a_descriptor_that_never_ends_leaves_its_class_alone_and_the_caller_hears_of_it(String descriptor) {
        byte[] sound = ClassFiles.make(
                Opcodes.V17,
                INTERNAL,
                "java/lang/Object",
                "java/sql/Statement",
                type -> ClassFiles.method(type, "execute", descriptor, ClassFiles::fails));
        String bytes = new String(sound, StandardCharsets.ISO_8859_1);
        String endless = bytes.replace(descriptor, descriptor.replace(';', ':'));

        assertThat(endless).isNotEqualTo(bytes);
        assertThatThrownBy(
                        () -> weaver.weave(new Origin(null, null), endless.getBytes(StandardCharsets.ISO_8859_1), true))
                .isInstanceOf(RuntimeException.class);
    }

    @Nested
    class a_huge_method {
        private static final int MOST_BYTES = 65_535;

        @Test
        void whose_jumps_grow_too_long_for_two_bytes_still_works() throws Exception {
            DataSource pool = pool(Opcodes.V17, code -> {
                Label end = new Label();
                code.visitVarInsn(Opcodes.ALOAD, 0);
                code.visitJumpInsn(Opcodes.IFNONNULL, end);
                code.visitInsn(Opcodes.ACONST_NULL);
                code.visitInsn(Opcodes.ARETURN);
                nothing(code, 32_760);
                code.visitLabel(end);
                code.visitInsn(Opcodes.ACONST_NULL);
                code.visitInsn(Opcodes.ARETURN);
            });
            Notes notes = Notes.begin();

            assertThat(pool.getConnection()).isNull();

            assertThat(notes.calls()).containsExactly("acquiring Made", "acquired null");
        }

        @Test
        void that_leaves_no_room_for_a_hook_leaves_its_class_alone_and_the_caller_hears_of_it() {
            byte[] full = ClassFiles.make(
                    Opcodes.V17,
                    INTERNAL,
                    "java/lang/Object",
                    ClassFiles.CONNECTION,
                    type -> ClassFiles.method(type, "commit", "()V", code -> {
                        nothing(code, MOST_BYTES - 1);
                        code.visitInsn(Opcodes.RETURN);
                    }));

            assertThatThrownBy(() -> weaver.weave(new Origin(null, null), full, true))
                    .isInstanceOf(RuntimeException.class);
        }

        private void nothing(MethodVisitor code, int bytes) {
            for (int i = 0; i < bytes; i++) {
                code.visitInsn(Opcodes.NOP);
            }
        }
    }

    private Connection connection(int version, Consumer<MethodVisitor> createStatement) throws Exception {
        return (Connection)
                woven(ClassFiles.make(version, INTERNAL, "java/lang/Object", ClassFiles.CONNECTION, type -> {
                    ClassFiles.method(type, "createStatement", CREATE_STATEMENT, createStatement);
                    addClose(type);
                }));
    }

    private DataSource pool(int version, Consumer<MethodVisitor> getConnection) throws Exception {
        return (DataSource) woven(ClassFiles.make(
                version,
                INTERNAL,
                "java/lang/Object",
                ClassFiles.DATA_SOURCE,
                type -> ClassFiles.method(type, "getConnection", GET_CONNECTION, getConnection)));
    }

    private static void addClose(net.bytebuddy.jar.asm.ClassVisitor type) {
        ClassFiles.method(type, "close", "()V", code -> code.visitInsn(Opcodes.RETURN));
    }

    private Object woven(byte[] classFile) throws ReflectiveOperationException {
        return new WeavingLoader((loader, plain) -> weaver.weave(new Origin(loader, null), plain, true))
                .with(MADE, classFile)
                .create(MADE);
    }
}
