package io.connwake.weaving;

import io.connwake.boot.Installation;
import io.connwake.boot.Sink;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The sink of this JVM's tests: writes down what the hooks say on the thread of the test, as {@code acquiring Pool} and
 * {@code acquired Handle}.
 */
final class Notes implements InvocationHandler {
    private static final Notes INSTALLED = new Notes();

    static {
        Installation.install(
                (Sink) Proxy.newProxyInstance(Notes.class.getClassLoader(), new Class<?>[] {Sink.class}, INSTALLED));
    }

    private final List<String> calls = new ArrayList<>();
    private final List<Integer> hooks = new ArrayList<>();
    private volatile @Nullable Thread writer;

    private Notes() {}

    /** From now on what happens on this thread is noted, on an empty sheet. */
    static Notes begin() {
        INSTALLED.calls.clear();
        INSTALLED.hooks.clear();
        INSTALLED.writer = Thread.currentThread();
        return INSTALLED;
    }

    List<String> calls() {
        return List.copyOf(calls);
    }

    /** The hook numbers, in the order of the calls that have one. */
    List<Integer> hooks() {
        return List.copyOf(hooks);
    }

    /** The word with which a call is left that was entered with this one; null if it enters nothing. */
    static @Nullable String leaving(String word) {
        return switch (word) {
            case "acquiring" -> "acquired";
            case "building" -> "built";
            case "invoking" -> "invoked";
            case "reaching" -> "reached";
            case "opening" -> "opened";
            case "connecting" -> "connected";
            case "executing" -> "executed";
            case "ending", "autoCommit" -> "ended";
            case "validating" -> "validated";
            default -> null;
        };
    }

    static boolean leaves(String word) {
        return switch (word) {
            case "acquired",
                    "built",
                    "invoked",
                    "reached",
                    "opened",
                    "connected",
                    "executed",
                    "ended",
                    "validated",
                    "failed" -> true;
            default -> false;
        };
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object[] arguments) {
        if (Thread.currentThread().equals(writer)) {
            StringBuilder call = new StringBuilder(method.getName());
            for (int i = 0; i < arguments.length; i++) {
                Object each = arguments[i];
                boolean isCount = i > 0 && method.getName().equals("executed");
                if (each instanceof Integer hook && !isCount) {
                    hooks.add(hook);
                } else {
                    call.append(' ').append(name(each));
                }
            }
            calls.add(call.toString());
        }
        return null;
    }

    /** Values as themselves, other objects by their class: no method of theirs is called. */
    private static String name(@Nullable Object object) {
        if (object == null || object instanceof String || object instanceof Boolean || object instanceof Integer) {
            return String.valueOf(object);
        }
        return object.getClass().getSimpleName();
    }
}
