package com.example.faults;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What a chosen method does before anything else. */
public final class Strike {
    private static final String[] THROWN = {
        "java.lang.IllegalStateException",
        "java.lang.StackOverflowError",
        "java.lang.OutOfMemoryError",
        "java.lang.NoClassDefFoundError",
        "java.lang.ThreadDeath",
        "java.lang.InternalError"
    };

    private static final Map<String, AtomicInteger> CALLS = new ConcurrentHashMap<>();
    private static final Set<String> NOTED = ConcurrentHashMap.newKeySet();
    private static volatile Plan plan = Plan.NOTHING;

    private Strike() {}

    static void by(Plan chosen) {
        plan = chosen;
    }

    /** Throws what the plan says, or returns where this call is to pass. */
    public static void at(String method) {
        AtomicInteger calls = CALLS.get(method);
        if (calls == null) {
            CALLS.putIfAbsent(method, new AtomicInteger());
            calls = CALLS.get(method);
        }
        int call = calls.incrementAndGet() - plan.after();
        if (call > 0 && call % plan.every() == 0) {
            note(method);
            sneak(failure(call / plan.every() - 1));
        }
    }

    private static Throwable failure(int turn) {
        String kind = plan.kind();
        try {
            return Class.forName(kind.isEmpty() ? THROWN[turn % THROWN.length] : kind)
                    .asSubclass(Throwable.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException missing) {
            return new LinkageError("struck");
        }
    }

    /** For the test, which would else not know whether anything was put to the test. */
    private static void note(String method) {
        if (NOTED.add(method)) {
            try (FileOutputStream notes = new FileOutputStream(plan.notes(), true)) {
                notes.write((method + "\n").getBytes(StandardCharsets.UTF_8));
            } catch (IOException lost) {
                NOTED.remove(method);
            }
        }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> void sneak(Throwable failure) throws T {
        throw (T) failure;
    }
}
