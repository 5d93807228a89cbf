package io.connwake.weaving;

import io.connwake.boot.Points;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/** Writes the calls of one hooked method: which hook it is, and what the hook is told. */
final class HookCalls {
    /** A method whose first argument is a text: what it executes or prepares. */
    private static final String OF_TEXT = "(Ljava/lang/String;";

    /** How much a call puts on the stack at most. */
    static final int DEEPEST = 4;

    private final MethodVisitor code;
    private final Tap tap;
    private final int hook;
    private final String name;
    private final String descriptor;
    /** The class of a static method, which stands for the object, or an invocation's function; null for any other. */
    private final @Nullable String holder;
    /** Of a boundary. */
    int point;

    HookCalls(MethodVisitor code, Tap tap, int hook, String name, String descriptor, @Nullable String holder) {
        this.code = code;
        this.tap = tap;
        this.hook = hook;
        this.name = name;
        this.descriptor = descriptor;
        this.holder = holder;
    }

    /** @param wraps the class wraps a connection */
    void enter(boolean wraps) {
        switch (tap) {
            case ACQUIRE -> enter("acquiring");
            case BUILD -> enter("building");
            case OPEN -> enter("opening");
            case EXECUTE -> enterExecution();
            case END -> enter("ending");
            case VALIDATE -> enter("validating");
            case CONNECT -> enterConnect();
            case CLOSE -> once("closing");
            case ABORT -> once("aborting");
            case AUTO_COMMIT -> enterAutoCommit();
            case INVOKE -> enterInvocation();
            case REACH -> enterBoundary();
            case USE -> once("using");
            case CREATE -> {
                if (wraps) {
                    once("using");
                }
                prepare();
            }
            case ADD -> prepare();
            case CONFIGURE -> configure();
        }
    }

    /** @param tellsRows the method returns whether there are rows to read */
    void leave(boolean tellsRows) {
        switch (tap) {
            case ACQUIRE -> leaveWithResult("acquired");
            case OPEN -> leaveWithResult("opened");
            case CONNECT -> leaveWithResult("connected");
            case EXECUTE -> {
                if (tellsRows) {
                    leaveWithFlag("executed");
                } else {
                    leaveWithout("executed");
                }
            }
            case END, AUTO_COMMIT -> leaveWithout("ended");
            case BUILD -> leaveWithout("built");
            case INVOKE -> leaveWithout("invoked");
            case REACH -> leaveBoundary();
            case VALIDATE -> leaveWithFlag("validated");
            case CREATE -> {
                code.visitInsn(Opcodes.DUP);
                code.visitVarInsn(Opcodes.ALOAD, 0);
                code.visitInsn(Opcodes.SWAP);
                call("created", "(Ljava/lang/Object;Ljava/lang/Object;)V");
            }
            case CLOSE, ABORT, ADD, CONFIGURE, USE -> {}
        }
    }

    /** The exception is on the stack and stays there. */
    void fail() {
        code.visitInsn(Opcodes.DUP);
        number();
        call("failed", "(Ljava/lang/Throwable;I)V");
    }

    private void enter(String name) {
        number();
        code.visitVarInsn(Opcodes.ALOAD, 0);
        call(name, "(ILjava/lang/Object;)V");
    }

    private void enterExecution() {
        if (descriptor.startsWith(OF_TEXT)) {
            number();
            code.visitVarInsn(Opcodes.ALOAD, 0);
            code.visitVarInsn(Opcodes.ALOAD, 1);
            call("executing", "(ILjava/lang/Object;Ljava/lang/Object;)V");
            return;
        }
        if (name.endsWith("Batch")) {
            configure();
        }
        enter("executing");
    }

    private void prepare() {
        if (descriptor.startsWith(OF_TEXT)) {
            code.visitVarInsn(Opcodes.ALOAD, 0);
            code.visitVarInsn(Opcodes.ALOAD, 1);
            call("preparing", "(Ljava/lang/Object;Ljava/lang/Object;)V");
        }
    }

    private void configure() {
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitLdcInsn(name);
        if (descriptor.startsWith("(I)") || descriptor.startsWith("(Z)")) {
            code.visitVarInsn(Opcodes.ILOAD, 1);
        } else {
            code.visitInsn(Opcodes.ICONST_0);
        }
        call("configuring", "(Ljava/lang/Object;Ljava/lang/String;I)V");
    }

    private void enterConnect() {
        number();
        if (holder == null) {
            code.visitVarInsn(Opcodes.ALOAD, 0);
            code.visitVarInsn(Opcodes.ALOAD, 1);
        } else {
            code.visitLdcInsn(Type.getObjectType(holder));
            code.visitVarInsn(Opcodes.ALOAD, 0);
        }
        call("connecting", "(ILjava/lang/Object;Ljava/lang/Object;)V");
    }

    private void enterAutoCommit() {
        number();
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitVarInsn(Opcodes.ILOAD, 1);
        call("autoCommit", "(ILjava/lang/Object;Z)V");
    }

    private void enterInvocation() {
        number();
        code.visitLdcInsn(String.valueOf(holder));
        call("invoking", "(ILjava/lang/String;)V");
    }

    private void enterBoundary() {
        Type[] arguments = Type.getArgumentTypes(descriptor);
        number();
        code.visitLdcInsn(point);
        int local = 1;
        if (arguments.length > 2 && point == Points.LAMBDA_HANDLER) {
            arguments = new Type[] {arguments[1], arguments[2]}; // the context is the last one
            local = 2;
        }
        for (int i = 0; i < 2; i++) {
            boolean isObject = i < arguments.length && isObject(arguments[i]);
            if (isObject) {
                code.visitVarInsn(Opcodes.ALOAD, local);
            } else {
                code.visitInsn(Opcodes.ACONST_NULL);
            }
            local += i < arguments.length ? arguments[i].getSize() : 0;
        }
        call("reaching", "(IILjava/lang/Object;Ljava/lang/Object;)V");
    }

    private void leaveBoundary() {
        if (isObject(Type.getReturnType(descriptor))) {
            code.visitInsn(Opcodes.DUP);
        } else {
            code.visitInsn(Opcodes.ACONST_NULL);
        }
        number();
        call("reached", "(Ljava/lang/Object;I)V");
    }

    private static boolean isObject(Type type) {
        return type.getSort() == Type.OBJECT || type.getSort() == Type.ARRAY;
    }

    private void once(String name) {
        code.visitVarInsn(Opcodes.ALOAD, 0);
        call(name, "(Ljava/lang/Object;)V");
    }

    private void leaveWithResult(String name) {
        code.visitInsn(Opcodes.DUP);
        number();
        call(name, "(Ljava/lang/Object;I)V");
    }

    private void leaveWithFlag(String name) {
        code.visitInsn(Opcodes.DUP);
        number();
        call(name, "(ZI)V");
    }

    private void leaveWithout(String name) {
        number();
        call(name, "(I)V");
    }

    private void number() {
        code.visitLdcInsn(hook);
    }

    private void call(String name, String descriptor) {
        code.visitMethodInsn(Opcodes.INVOKESTATIC, HookedMethod.HOOKS, name, descriptor, false);
    }
}
