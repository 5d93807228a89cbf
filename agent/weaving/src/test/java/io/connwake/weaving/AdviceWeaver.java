package io.connwake.weaving;

import static net.bytebuddy.matcher.ElementMatchers.isStatic;
import static net.bytebuddy.matcher.ElementMatchers.isSubTypeOf;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.not;
import static net.bytebuddy.matcher.ElementMatchers.returns;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;
import static net.bytebuddy.matcher.ElementMatchers.takesNoArguments;

import io.connwake.boot.Hooks;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.Properties;
import java.util.concurrent.Executor;
import javax.sql.DataSource;
import javax.sql.PooledConnection;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.scaffold.MethodGraph;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.matcher.ElementMatcher;
import net.bytebuddy.pool.TypePool;
import org.jspecify.annotations.Nullable;

/**
 * Weaves the same hooks in the way of Byte Buddy's documentation: matchers over the type hierarchy and advice. It knows
 * nothing of the weaver under test but the {@link Hooks} that both call. Bridge methods are beyond its sight, and so is
 * what a constructor has made before it returns.
 */
final class AdviceWeaver {
    private static final ElementMatcher.Junction<MethodDescription> EXECUTIONS = namedOneOf(
            "execute", "executeQuery", "executeUpdate", "executeLargeUpdate", "executeBatch", "executeLargeBatch");

    private AdviceWeaver() {}

    /** Null for classes that name nothing of JDBC, or types that are nowhere: nobody can say what they would be. */
    static byte @Nullable [] weave(ClassLoader loader, byte[] classFile) {
        if (!new String(classFile, StandardCharsets.ISO_8859_1).contains("/sql/")) {
            return null;
        }
        try {
            return woven(loader, classFile);
        } catch (TypePool.Resolution.NoSuchTypeException optionalLibraryMissing) {
            return null;
        }
    }

    private static byte[] woven(ClassLoader loader, byte[] classFile) {
        String name = new ClassReader(classFile).getClassName().replace('/', '.');
        ClassFileLocator files = new ClassFileLocator.Compound(
                ClassFileLocator.Simple.of(name, classFile), ClassFileLocator.ForClassLoader.of(loader));
        TypeDescription type = TypePool.Default.of(files).describe(name).resolve();
        DynamicType.Builder<?> builder = new ByteBuddy()
                .with(TypeValidation.DISABLED)
                .with(MethodGraph.Compiler.ForDeclaredMethods.INSTANCE)
                .redefine(type, files);
        boolean mayLend = type.isAssignableTo(DataSource.class)
                || type.isAssignableTo(PooledConnection.class)
                || (!type.isFinal()
                        && !type.isAssignableTo(Statement.class)
                        && !type.isAssignableTo(DatabaseMetaData.class));
        if (mayLend) {
            builder = on(builder, Acquire.class, named("getConnection").and(returns(isSubTypeOf(Connection.class))));
            ElementMatcher.Junction<MethodDescription> openers = namedOneOf("getPooledConnection", "getXAConnection");
            builder = on(builder, Open.class, openers.and(returns(isSubTypeOf(PooledConnection.class))));
        }
        builder = on(
                builder,
                Connect.class,
                named("connect")
                        .and(takesArgument(0, String.class))
                        .and(takesArgument(1, Properties.class))
                        .and(returns(isSubTypeOf(Connection.class))));
        boolean onlyWraps = name.startsWith("com.zaxxer.hikari.") || name.startsWith("org.apache.commons.dbcp2.");
        if (type.isAssignableTo(Connection.class)) {
            builder = connection(builder, type, onlyWraps);
        } else if (type.isAssignableTo(PooledConnection.class)) {
            builder = on(builder, Close.class, named("close").and(takesNoArguments()));
        } else if (type.isAssignableTo(DataSource.class) || (mayLend && !holdsStatementBodies(type) && lends(type))) {
            builder = on(
                    builder, Close.class, named("close").and(takesNoArguments().or(takesArguments(boolean.class))));
        }
        if (name.equals("com.zaxxer.hikari.HikariConfig")) {
            builder = on(builder, Build.class, named("validate").and(takesNoArguments()));
        }
        if (!onlyWraps && (type.isAssignableTo(Statement.class) || holdsStatementBodies(type))) {
            builder = on(builder, Batch.class, namedOneOf("executeBatch", "executeLargeBatch"));
            ElementMatcher.Junction<MethodDescription> telling =
                    named("execute").and(returns(boolean.class));
            ElementMatcher.Junction<MethodDescription> ofText = takesArgument(0, String.class);
            ElementMatcher.Junction<MethodDescription> counting =
                    named("executeUpdate").and(returns(int.class));
            builder = on(
                    builder,
                    ExecuteText.class,
                    EXECUTIONS.and(ofText).and(not(telling)).and(not(counting)));
            builder = on(
                    builder,
                    Execute.class,
                    EXECUTIONS.and(not(ofText)).and(not(telling)).and(not(counting)));
            builder = on(builder, ExecuteTextCounting.class, counting.and(ofText));
            builder = on(builder, ExecuteCounting.class, counting.and(not(ofText)));
            builder = on(builder, ExecuteTextTelling.class, telling.and(ofText));
            builder = on(builder, ExecuteTelling.class, telling.and(not(ofText)));
        }
        if (!onlyWraps && type.isAssignableTo(Statement.class) && declares(type, "executeQuery", "prepareStatement")) {
            builder = on(builder, Prepare.class, named("addBatch").and(takesArguments(String.class)));
            builder = on(builder, ConfigureNumber.class, named("setMaxRows").and(takesArguments(int.class)));
        }
        return builder.make().getBytes();
    }

    private static DynamicType.Builder<?> connection(
            DynamicType.Builder<?> builder, TypeDescription type, boolean onlyWraps) {
        DynamicType.Builder<?> woven = on(builder, Close.class, named("close").and(takesNoArguments()));
        woven = on(woven, Abort.class, named("abort").and(takesArguments(Executor.class)));
        ElementMatcher.Junction<MethodDescription> makers = namedOneOf(
                        "createStatement", "prepareStatement", "prepareCall")
                .and(returns(isSubTypeOf(Statement.class)));
        if (onlyWraps) {
            return on(woven, Use.class, makers);
        }
        woven = on(woven, End.class, named("commit").and(takesNoArguments()));
        woven = on(woven, End.class, named("rollback").and(takesNoArguments().or(takesArguments(Savepoint.class))));
        woven = on(woven, Validate.class, named("isValid").and(takesArguments(int.class)));
        woven = on(woven, AutoCommit.class, named("setAutoCommit").and(takesArguments(boolean.class)));
        woven = on(woven, Create.class, makers);
        woven = on(woven, Use.class, makers);
        woven = on(woven, Prepare.class, makers.and(takesArgument(0, String.class)));
        return declares(type, "executeQuery", "prepareStatement") ? configured(woven) : woven;
    }

    private static DynamicType.Builder<?> configured(DynamicType.Builder<?> builder) {
        DynamicType.Builder<?> woven = on(
                builder, ConfigureNumber.class, named("setTransactionIsolation").and(takesArguments(int.class)));
        woven = on(woven, ConfigureSwitch.class, named("setReadOnly").and(takesArguments(boolean.class)));
        woven = on(woven, Configure.class, named("setSchema").and(takesArguments(String.class)));
        return on(woven, Configure.class, named("setClientInfo"));
    }

    private static boolean declares(TypeDescription type, String... names) {
        return !type.getDeclaredMethods().filter(namedOneOf(names)).isEmpty();
    }

    private static boolean lends(TypeDescription type) {
        return !type.getDeclaredMethods()
                .filter(named("getConnection").and(returns(isSubTypeOf(Connection.class))))
                .isEmpty();
    }

    private static boolean holdsStatementBodies(TypeDescription type) {
        return !type.getDeclaredMethods()
                .filter(named("executeQuery").and(returns(ResultSet.class)))
                .isEmpty();
    }

    private static DynamicType.Builder<?> on(
            DynamicType.Builder<?> builder, Class<?> advice, ElementMatcher.Junction<? super MethodDescription> which) {
        return builder.visit(Advice.to(advice).on(not(isStatic()).and(method -> which.matches(method))));
    }

    static final class Acquire {
        @Advice.OnMethodEnter
        static void enter(@Advice.This Object self) {
            Hooks.acquiring(1, self);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void exit(
                @Advice.Return(typing = Assigner.Typing.DYNAMIC) @Nullable Object result,
                @Advice.Thrown @Nullable Throwable thrown) {
            if (thrown == null) {
                Hooks.acquired(result, 1);
            } else {
                Hooks.failed(thrown, 1);
            }
        }
    }

    static final class Build {
        @Advice.OnMethodEnter
        static void enter(@Advice.This Object self) {
            Hooks.building(14, self);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void exit(@Advice.Thrown @Nullable Throwable thrown) {
            if (thrown == null) {
                Hooks.built(14);
            } else {
                Hooks.failed(thrown, 14);
            }
        }
    }

    static final class Open {
        @Advice.OnMethodEnter
        static void enter(@Advice.This Object self) {
            Hooks.opening(6, self);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void exit(
                @Advice.Return(typing = Assigner.Typing.DYNAMIC) @Nullable Object result,
                @Advice.Thrown @Nullable Throwable thrown) {
            if (thrown == null) {
                Hooks.opened(result, 6);
            } else {
                Hooks.failed(thrown, 6);
            }
        }
    }

    static final class Connect {
        @Advice.OnMethodEnter
        static void enter(@Advice.This Object self, @Advice.Argument(0) @Nullable Object url) {
            Hooks.connecting(2, self, url);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void exit(
                @Advice.Return(typing = Assigner.Typing.DYNAMIC) @Nullable Object result,
                @Advice.Thrown @Nullable Throwable thrown) {
            if (thrown == null) {
                Hooks.connected(result, 2);
            } else {
                Hooks.failed(thrown, 2);
            }
        }
    }

    static final class Execute {
        @Advice.OnMethodEnter
        static void enter(@Advice.This Object self) {
            Hooks.executing(3, self);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void exit(@Advice.Thrown @Nullable Throwable thrown) {
            if (thrown == null) {
                Hooks.executed(3);
            } else {
                Hooks.failed(thrown, 3);
            }
        }
    }

    static final class ExecuteText {
        @Advice.OnMethodEnter
        static void enter(@Advice.This Object self, @Advice.Argument(0) @Nullable Object sql) {
            Hooks.executing(3, self, sql);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void exit(@Advice.Thrown @Nullable Throwable thrown) {
            if (thrown == null) {
                Hooks.executed(3);
            } else {
                Hooks.failed(thrown, 3);
            }
        }
    }

    static final class ExecuteTextTelling {
        @Advice.OnMethodEnter
        static void enter(@Advice.This Object self, @Advice.Argument(0) @Nullable Object sql) {
            Hooks.executing(3, self, sql);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void exit(@Advice.Return boolean hasRows, @Advice.Thrown @Nullable Throwable thrown) {
            if (thrown == null) {
                Hooks.executed(hasRows, 3);
            } else {
                Hooks.failed(thrown, 3);
            }
        }
    }

    static final class ExecuteTelling {
        @Advice.OnMethodEnter
        static void enter(@Advice.This Object self) {
            Hooks.executing(3, self);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void exit(@Advice.Return boolean hasRows, @Advice.Thrown @Nullable Throwable thrown) {
            if (thrown == null) {
                Hooks.executed(hasRows, 3);
            } else {
                Hooks.failed(thrown, 3);
            }
        }
    }

    static final class ExecuteTextCounting {
        @Advice.OnMethodEnter
        static void enter(@Advice.This Object self, @Advice.Argument(0) @Nullable Object sql) {
            Hooks.executing(3, self, sql);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void exit(@Advice.Return int changed, @Advice.Thrown @Nullable Throwable thrown) {
            if (thrown == null) {
                Hooks.executed(changed, 3);
            } else {
                Hooks.failed(thrown, 3);
            }
        }
    }

    static final class ExecuteCounting {
        @Advice.OnMethodEnter
        static void enter(@Advice.This Object self) {
            Hooks.executing(3, self);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void exit(@Advice.Return int changed, @Advice.Thrown @Nullable Throwable thrown) {
            if (thrown == null) {
                Hooks.executed(changed, 3);
            } else {
                Hooks.failed(thrown, 3);
            }
        }
    }

    static final class Batch {
        @Advice.OnMethodEnter
        static void enter(@Advice.This Object self, @Advice.Origin("#m") String method) {
            Hooks.configuring(self, method, 0);
        }
    }

    static final class Prepare {
        @Advice.OnMethodEnter
        static void enter(@Advice.This Object self, @Advice.Argument(0) @Nullable Object sql) {
            Hooks.preparing(self, sql);
        }
    }

    static final class Configure {
        @Advice.OnMethodEnter
        static void enter(@Advice.This Object self, @Advice.Origin("#m") String method) {
            Hooks.configuring(self, method, 0);
        }
    }

    static final class ConfigureNumber {
        @Advice.OnMethodEnter
        static void enter(@Advice.This Object self, @Advice.Origin("#m") String method, @Advice.Argument(0) int value) {
            Hooks.configuring(self, method, value);
        }
    }

    static final class ConfigureSwitch {
        @Advice.OnMethodEnter
        static void enter(
                @Advice.This Object self, @Advice.Origin("#m") String method, @Advice.Argument(0) boolean value) {
            Hooks.configuring(self, method, value ? 1 : 0);
        }
    }

    static final class End {
        @Advice.OnMethodEnter
        static void enter(@Advice.This Object self) {
            Hooks.ending(4, self);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void exit(@Advice.Thrown @Nullable Throwable thrown) {
            if (thrown == null) {
                Hooks.ended(4);
            } else {
                Hooks.failed(thrown, 4);
            }
        }
    }

    static final class Validate {
        @Advice.OnMethodEnter
        static void enter(@Advice.This Object self) {
            Hooks.validating(5, self);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void exit(@Advice.Return boolean alive, @Advice.Thrown @Nullable Throwable thrown) {
            if (thrown == null) {
                Hooks.validated(alive, 5);
            } else {
                Hooks.failed(thrown, 5);
            }
        }
    }

    static final class Close {
        @Advice.OnMethodEnter
        static void enter(@Advice.This Object self) {
            Hooks.closing(self);
        }
    }

    static final class Abort {
        @Advice.OnMethodEnter
        static void enter(@Advice.This Object self) {
            Hooks.aborting(self);
        }
    }

    static final class AutoCommit {
        @Advice.OnMethodEnter
        static void enter(@Advice.This Object self, @Advice.Argument(0) boolean on) {
            Hooks.autoCommit(7, self, on);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void exit(@Advice.Thrown @Nullable Throwable thrown) {
            if (thrown == null) {
                Hooks.ended(7);
            } else {
                Hooks.failed(thrown, 7);
            }
        }
    }

    static final class Use {
        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void exit(@Advice.This Object self, @Advice.Thrown @Nullable Throwable thrown) {
            if (thrown != null) {
                Hooks.refused(self);
            }
        }
    }

    static final class Create {
        @Advice.OnMethodExit
        static void exit(
                @Advice.This Object self, @Advice.Return(typing = Assigner.Typing.DYNAMIC) @Nullable Object result) {
            Hooks.created(self, result);
        }
    }
}
