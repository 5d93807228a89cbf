package io.connwake.weaving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.lang.reflect.Constructor;
import java.util.function.Consumer;
import javax.sql.DataSource;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The construction and the end of a pool; the classes are made, for their names decide. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PoolTapTest {
    private static final String HIKARI = "com.zaxxer.hikari.HikariDataSource";
    private static final String OBJECT = "java/lang/Object";
    private static final String TAKES_CONFIGURATION = "(Ljava/lang/Object;)V";

    @Nested
    class a_constructor {
        @Test
        void is_entered_once_there_is_an_object_and_left_when_it_returns() throws Exception {
            Constructor<?> constructor = hikari(code -> {
                newObject(code);
                code.visitInsn(Opcodes.POP);
                callSuper(code);
                newObject(code);
                code.visitInsn(Opcodes.POP);
                code.visitInsn(Opcodes.RETURN);
            });
            Notes notes = Notes.begin();

            constructor.newInstance("configuration");

            assertThat(notes.calls()).containsExactly("building HikariDataSource", "built");
        }

        @Test
        void that_branches_before_and_behind_is_left_on_every_way() throws Exception {
            Constructor<?> constructor = hikari(code -> {
                Label without = new Label();
                code.visitVarInsn(Opcodes.ALOAD, 1);
                code.visitJumpInsn(Opcodes.IFNULL, without);
                newObject(code);
                code.visitInsn(Opcodes.POP);
                code.visitLabel(without);
                callSuper(code);
                Label end = new Label();
                code.visitVarInsn(Opcodes.ALOAD, 1);
                code.visitJumpInsn(Opcodes.IFNULL, end);
                code.visitInsn(Opcodes.RETURN);
                code.visitLabel(end);
                code.visitInsn(Opcodes.RETURN);
            });
            Notes notes = Notes.begin();

            constructor.newInstance("configuration");
            constructor.newInstance(new Object[] {null});

            assertThat(notes.calls())
                    .containsExactly("building HikariDataSource", "built", "building HikariDataSource", "built");
        }

        @Test
        void that_throws_is_left_by_its_failure() throws Exception {
            Constructor<?> constructor = hikari(code -> {
                callSuper(code);
                code.visitInsn(Opcodes.ACONST_NULL);
                code.visitInsn(Opcodes.ATHROW);
            });
            Notes notes = Notes.begin();

            assertThat(catchThrowable(() -> constructor.newInstance("configuration")))
                    .hasCauseInstanceOf(NullPointerException.class);

            assertThat(notes.calls()).containsExactly("building HikariDataSource", "failed NullPointerException");
        }

        @Test
        void that_calls_others_on_several_ways_is_left_alone_and_the_rest_of_its_class_woven() throws Exception {
            Constructor<?> constructor = hikari(code -> {
                Label other = new Label();
                Label end = new Label();
                code.visitVarInsn(Opcodes.ALOAD, 1);
                code.visitJumpInsn(Opcodes.IFNULL, other);
                callSuper(code);
                code.visitJumpInsn(Opcodes.GOTO, end);
                code.visitLabel(other);
                callSuper(code);
                code.visitLabel(end);
                code.visitInsn(Opcodes.RETURN);
            });
            Notes notes = Notes.begin();

            ((DataSource) constructor.newInstance("configuration")).getConnection();

            assertThat(notes.calls()).containsExactly("acquiring HikariDataSource", "acquired null");
        }

        @Test
        void without_arguments_only_makes_a_bean() throws Exception {
            Class<?> type = hikari(PoolTapTest::empty).getDeclaringClass();
            Notes notes = Notes.begin();

            type.getConstructor().newInstance();

            assertThat(notes.calls()).isEmpty();
        }

        @Test
        void of_any_other_data_source_is_no_pool_s() throws Exception {
            Constructor<?> constructor = constructor("com.acme.AcmeDataSource", PoolTapTest::empty);
            Notes notes = Notes.begin();

            constructor.newInstance("configuration");

            assertThat(notes.calls()).isEmpty();
        }
    }

    @Nested
    class a_pool {
        @Test
        void that_is_started_is_entered_and_left() throws Exception {
            assertThat(called("org.vibur.dbcp.ViburDBCPDataSource", "start"))
                    .isEqualTo("building ViburDBCPDataSource built");
        }

        @Test
        void tells_its_end_whatever_the_library_calls_it() throws Exception {
            assertThat(called("org.vibur.dbcp.ViburDBCPDataSource", "terminate"))
                    .isEqualTo("closing ViburDBCPDataSource");
            assertThat(called("org.h2.jdbcx.JdbcConnectionPool", "dispose")).isEqualTo("closing JdbcConnectionPool");
            assertThat(called("com.acme.AcmeDataSource", "close")).isEqualTo("closing AcmeDataSource");
        }

        /** SQLite's are no statements by their hierarchy, and give their connection away. */
        @Test
        void is_no_class_that_holds_the_bodies_of_a_statement() throws Exception {
            byte[] classFile = ClassFiles.make(Opcodes.V17, "com/acme/Body", OBJECT, "java/lang/Runnable", type -> {
                ClassFiles.method(type, "getConnection", "()Ljava/sql/Connection;", PoolTapTest::answerNull);
                ClassFiles.method(type, "executeQuery", "()Ljava/sql/ResultSet;", PoolTapTest::answerNull);
                ClassFiles.method(type, "close", "()V", code -> code.visitInsn(Opcodes.RETURN));
            });
            Object body = loader("com.acme.Body", classFile).create("com.acme.Body");
            Notes notes = Notes.begin();

            body.getClass().getMethod("close").invoke(body);

            assertThat(notes.calls()).isEmpty();
        }

        @Test
        void is_not_disturbed_where_another_library_uses_the_word() throws Exception {
            assertThat(called("com.acme.AcmeDataSource", "start")).isEmpty();
            assertThat(called("com.acme.AcmeDataSource", "dispose")).isEmpty();
        }

        private String called(String className, String method) throws Exception {
            byte[] classFile = make(
                    className,
                    type -> ClassFiles.method(type, method, "()V", code -> {
                        code.visitInsn(Opcodes.RETURN);
                    }));
            Object pool = loader(className, classFile).create(className);
            Notes notes = Notes.begin();
            pool.getClass().getMethod(method).invoke(pool);
            return String.join(" ", notes.calls());
        }
    }

    private static Constructor<?> hikari(Consumer<MethodVisitor> body) throws Exception {
        return constructor(HIKARI, body);
    }

    private static Constructor<?> constructor(String className, Consumer<MethodVisitor> body) throws Exception {
        byte[] classFile = make(className, type -> ClassFiles.method(type, "<init>", TAKES_CONFIGURATION, body));
        return loader(className, classFile).loadClass(className).getConstructor(Object.class);
    }

    private static byte[] make(String className, Consumer<ClassVisitor> members) {
        String internal = className.replace('.', '/');
        return ClassFiles.make(Opcodes.V17, internal, OBJECT, ClassFiles.DATA_SOURCE, type -> {
            ClassFiles.method(type, "getConnection", "()Ljava/sql/Connection;", PoolTapTest::answerNull);
            members.accept(type);
        });
    }

    private static WeavingLoader loader(String className, byte[] classFile) {
        return new WeavingLoader(WeavingLoader.Weave.ours()).with(className, classFile);
    }

    private static void answerNull(MethodVisitor code) {
        code.visitInsn(Opcodes.ACONST_NULL);
        code.visitInsn(Opcodes.ARETURN);
    }

    private static void empty(MethodVisitor code) {
        callSuper(code);
        code.visitInsn(Opcodes.RETURN);
    }

    private static void newObject(MethodVisitor code) {
        code.visitTypeInsn(Opcodes.NEW, OBJECT);
        code.visitInsn(Opcodes.DUP);
        code.visitMethodInsn(Opcodes.INVOKESPECIAL, OBJECT, "<init>", "()V", false);
    }

    private static void callSuper(MethodVisitor code) {
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitMethodInsn(Opcodes.INVOKESPECIAL, OBJECT, "<init>", "()V", false);
    }
}
