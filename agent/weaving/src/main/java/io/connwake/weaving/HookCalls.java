package io.connwake.weaving;

import io.connwake.boot.Carrier;
import io.connwake.boot.Hooks;
import io.connwake.boot.Points;

/** Writes the calls of one hooked method: which hook it is, and what the hook is told. */
final class HookCalls {
    static final String HOOKS = Hooks.class.getName().replace('.', '/');

    /** What a class with a slot implements. */
    static final String CARRIER = Carrier.class.getName().replace('.', '/');

    /** A method whose first argument is a text: what it executes or prepares. */
    private static final String OF_TEXT = "(Ljava/lang/String;";

    /** How much a call puts on the stack at most. */
    static final int DEEPEST = 4;

    private final HookCode code;
    private final Hook hook;
    private final String descriptor;

    HookCalls(HookCode code, Hook hook) {
        this.code = code;
        this.hook = hook;
        this.descriptor = hook.descriptor;
    }

    void enter() {
        switch (hook.tap) {
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
            case CREATE -> {
                if (!hook.tellsRefusal) {
                    once("refused"); // it will be, if its lease is over
                }
                prepare();
            }
            case ADD -> prepare();
            case CONFIGURE -> configure();
            case USE -> {}
        }
    }

    void leave() {
        switch (hook.tap) {
            case ACQUIRE -> leaveWithResult("acquired");
            case OPEN -> leaveWithResult("opened");
            case CONNECT -> leaveWithResult("connected");
            case EXECUTE -> {
                if (hook.tellsRows) {
                    leaveWithFlag("executed");
                } else if (hook.tellsCount) {
                    leaveWithCount();
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
                code.dup();
                code.loadObject(0);
                code.swap();
                call("created", "(Ljava/lang/Object;Ljava/lang/Object;)V");
            }
            case CLOSE, ABORT, ADD, CONFIGURE, USE -> {}
        }
    }

    /** The exception is on the stack and stays there. */
    void fail() {
        if (hook.tellsRefusal) {
            once("refused");
            return;
        }
        code.dup();
        number();
        call("failed", "(Ljava/lang/Throwable;I)V");
    }

    private void enter(String name) {
        number();
        code.loadObject(0);
        call(name, "(ILjava/lang/Object;)V");
    }

    private void enterExecution() {
        if (descriptor.startsWith(OF_TEXT)) {
            number();
            code.loadObject(0);
            code.loadObject(1);
            call("executing", "(ILjava/lang/Object;Ljava/lang/Object;)V");
            return;
        }
        if (hook.name.endsWith("Batch")) {
            configure();
        }
        enter("executing");
    }

    private void prepare() {
        if (descriptor.startsWith(OF_TEXT)) {
            code.loadObject(0);
            code.loadObject(1);
            call("preparing", "(Ljava/lang/Object;Ljava/lang/Object;)V");
        }
    }

    private void configure() {
        code.loadObject(0);
        code.push(hook.name);
        if (descriptor.startsWith("(I)") || descriptor.startsWith("(Z)")) {
            code.loadInt(1);
        } else {
            code.pushZero();
        }
        call("configuring", "(Ljava/lang/Object;Ljava/lang/String;I)V");
    }

    private void enterConnect() {
        number();
        if (hook.holder == null) {
            code.loadObject(0);
            code.loadObject(1);
        } else {
            code.pushClass(hook.holder);
            code.loadObject(0);
        }
        call("connecting", "(ILjava/lang/Object;Ljava/lang/Object;)V");
    }

    private void enterAutoCommit() {
        number();
        code.loadObject(0);
        code.loadInt(1);
        call("autoCommit", "(ILjava/lang/Object;Z)V");
    }

    private void enterInvocation() {
        number();
        code.push(String.valueOf(hook.holder));
        call("invoking", "(ILjava/lang/String;)V");
    }

    private void enterBoundary() {
        number();
        code.push(hook.point);
        int at = 1;
        int local = 1;
        if (hook.point == Points.LAMBDA_HANDLER && hook.arguments() > 3) {
            at = hook.next(at); // the context is the last one
            local = 2;
        }
        for (int i = 0; i < 2; i++) {
            char type = descriptor.charAt(at);
            if (isObject(type)) {
                code.loadObject(local);
            } else {
                code.pushNull();
            }
            if (type != ')') {
                local += type == 'J' || type == 'D' ? 2 : 1;
                at = hook.next(at);
            }
        }
        call("reaching", "(IILjava/lang/Object;Ljava/lang/Object;)V");
    }

    private void leaveBoundary() {
        if (isObject(descriptor.charAt(descriptor.indexOf(')') + 1))) {
            code.dup();
        } else {
            code.pushNull();
        }
        number();
        call("reached", "(Ljava/lang/Object;I)V");
    }

    private static boolean isObject(char type) {
        return type == 'L' || type == '[';
    }

    private void once(String name) {
        code.loadObject(0);
        call(name, "(Ljava/lang/Object;)V");
    }

    private void leaveWithResult(String name) {
        code.dup();
        number();
        call(name, "(Ljava/lang/Object;I)V");
    }

    private void leaveWithFlag(String name) {
        code.dup();
        number();
        call(name, "(ZI)V");
    }

    private void leaveWithCount() {
        code.dup();
        number();
        call("executed", "(II)V");
    }

    private void leaveWithout(String name) {
        number();
        call(name, "(I)V");
    }

    private void number() {
        code.push(hook.number);
    }

    private void call(String name, String type) {
        code.call(name, type);
    }
}
