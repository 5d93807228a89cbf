package io.connwake.weaving;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwake.boot.Carrier;
import java.io.ObjectStreamClass;
import java.sql.Connection;
import javax.sql.DataSource;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What {@link RandomClassesTest} has met, each by itself. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OddClassesTest {
    private static final String MADE = "com.acme.made.Made";
    private static final String INTERNAL = MADE.replace('.', '/');
    private static final String GET_CONNECTION = "()Ljava/sql/Connection;";

    private final Weaver weaver = new Weaver();

    @Test
    void a_method_whose_stack_is_as_high_as_a_class_file_can_say_is_left_alone_and_the_others_are_hooked()
            throws Exception {
        byte[] high = ClassFiles.makeWithFrames(Opcodes.V17, INTERNAL, ClassFiles.CONNECTION, type -> {
            ClassFiles.method(type, "commit", "()V", code -> {
                for (int i = 0; i < 32_766; i++) {
                    code.visitInsn(Opcodes.LCONST_0);
                }
                code.visitInsn(Opcodes.RETURN);
            });
            ClassFiles.method(type, "close", "()V", code -> code.visitInsn(Opcodes.RETURN));
        });
        Connection connection = (Connection) woven(MADE, high);
        Notes notes = Notes.begin();

        connection.commit();
        connection.close();

        assertThat(notes.calls()).containsExactly("closing Made");
    }

    @Test
    void this_that_a_frame_forgot_is_not_known_again_by_the_next_one_that_adds_a_local() throws Exception {
        byte[] forgetful = ClassFiles.makeWithFrames(
                Opcodes.V17,
                INTERNAL,
                ClassFiles.CONNECTION,
                type -> ClassFiles.method(type, "createStatement", "(I)Ljava/sql/Statement;", code -> {
                    Label first = new Label();
                    Label second = new Label();
                    Object[] none = {};
                    code.visitJumpInsn(Opcodes.GOTO, first);
                    code.visitLabel(first);
                    code.visitFrame(Opcodes.F_FULL, 2, new Object[] {Opcodes.TOP, Opcodes.INTEGER}, 0, none);
                    code.visitInsn(Opcodes.FCONST_1);
                    code.visitVarInsn(Opcodes.FSTORE, 2);
                    code.visitJumpInsn(Opcodes.GOTO, second);
                    code.visitLabel(second);
                    code.visitFrame(Opcodes.F_APPEND, 1, new Object[] {Opcodes.FLOAT}, 0, none);
                    code.visitInsn(Opcodes.ACONST_NULL);
                    code.visitInsn(Opcodes.ARETURN);
                }));
        Connection connection = (Connection) woven(MADE, forgetful);
        Notes notes = Notes.begin();

        Object statement =
                connection.getClass().getMethod("createStatement", int.class).invoke(connection, 1);

        assertThat(statement).isNull();
        assertThat(notes.calls()).isEmpty();
    }

    @Test
    void a_class_whose_name_and_field_have_letters_of_two_code_units_keeps_its_slot_and_its_connection()
            throws Exception {
        String name = MADE + "\uD842\uDFB7";
        byte[] unusual = ClassFiles.make(
                Opcodes.V17, name.replace('.', '/'), "java/lang/Object", ClassFiles.CONNECTION, type -> {
                    type.visitField(Opcodes.ACC_PUBLIC, "\uD842\uDFB7", "Ljava/sql/Connection;", null, null)
                            .visitEnd();
                    ClassFiles.method(type, "close", "()V", code -> code.visitInsn(Opcodes.RETURN));
                });
        Connection wrapper = (Connection) woven(name, unusual);
        Connection inner = new Acme(WeavingLoader.Weave.none()).create(Connection.class, "Handle");
        wrapper.getClass().getField("\uD842\uDFB7").set(wrapper, inner);
        Carrier carrier = (Carrier) wrapper;

        carrier.connwake$record("ours");

        assertThat(carrier.connwake$record()).isEqualTo("ours");
        assertThat(carrier.connwake$inner()).isSameAs(inner);
    }

    @Test
    void a_class_that_a_class_of_the_jdk_makes_serializable_gets_no_field_so_its_version_stays() throws Exception {
        byte[] serial = ClassFiles.make(
                Opcodes.V17,
                INTERNAL,
                "java/util/concurrent/locks/ReentrantLock",
                ClassFiles.DATA_SOURCE,
                type -> ClassFiles.method(type, "getConnection", GET_CONNECTION, code -> {
                    code.visitInsn(Opcodes.ACONST_NULL);
                    code.visitInsn(Opcodes.ARETURN);
                }));
        Class<?> plain =
                new WeavingLoader(WeavingLoader.Weave.none()).with(MADE, serial).loadClass(MADE);
        DataSource woven = (DataSource) woven(MADE, serial);
        Notes notes = Notes.begin();

        woven.getConnection();

        assertThat(version(woven.getClass())).isEqualTo(version(plain));
        assertThat(notes.calls()).containsExactly("acquiring Made", "acquired null");
    }

    @Test
    void a_constructor_that_throws_something_away_on_its_way_is_not_left_without_being_entered() throws Exception {
        String name = "com/zaxxer/hikari/HikariDataSource";
        byte[] wasteful = ClassFiles.make(
                Opcodes.V17,
                name,
                "java/lang/Object",
                ClassFiles.DATA_SOURCE,
                type -> ClassFiles.method(type, "<init>", "(I)V", code -> {
                    code.visitTypeInsn(Opcodes.NEW, "java/lang/Object");
                    code.visitInsn(Opcodes.POP);
                    code.visitVarInsn(Opcodes.ALOAD, 0);
                    code.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
                    code.visitInsn(Opcodes.RETURN);
                }));
        WeavingLoader loader = loader().with(name.replace('/', '.'), wasteful);
        Notes notes = Notes.begin();

        loader.loadClass(name.replace('/', '.')).getConstructor(int.class).newInstance(1);

        assertThat(notes.calls()).isEmpty();
    }

    private static long version(Class<?> type) {
        return ObjectStreamClass.lookup(type).getSerialVersionUID();
    }

    private Object woven(String name, byte[] classFile) throws ReflectiveOperationException {
        return loader().with(name, classFile).create(name);
    }

    private WeavingLoader loader() {
        return new WeavingLoader((loader, plain) -> weaver.weave(new Origin(loader, null), plain, true));
    }
}
