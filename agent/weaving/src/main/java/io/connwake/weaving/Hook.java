package io.connwake.weaving;

import io.connwake.boot.Sink;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What is woven into one method. */
final class Hook {
    /** The number of the hook that was made last. */
    static final AtomicInteger LAST = new AtomicInteger();

    final Tap tap;
    final int number;
    final String name;
    final String descriptor;

    /** The class of a static method, which stands for the object, or an invocation's function; null for any other. */
    final @Nullable String holder;

    /** Whether the method returns whether there are rows to read. */
    final boolean tellsRows;

    /** Whether it returns how many rows were changed. */
    final boolean tellsCount;

    /** Whether it tells with the object that a connection makes no statement. */
    final boolean tellsRefusal;

    /** Of a boundary. */
    final int point;

    private Hook(WeavePlan plan, Tap tap, String name, String descriptor, boolean isStatic) {
        this.tap = tap;
        this.name = name;
        this.descriptor = descriptor;
        String owner = isStatic ? plan.className() : null;
        holder = tap == Tap.INVOKE ? plan.className().replace('/', '.') + "." + name : owner;
        number = LAST.addAndGet(2) | (Tap.writes(name) ? Sink.WRITES : 0);
        BoundaryTap boundary = tap == Tap.REACH ? plan.boundary(name, descriptor, isStatic) : null;
        tellsRefusal = (tap == Tap.CREATE && !plan.isProxy()) || tap == Tap.USE;
        point = boundary == null ? 0 : boundary.point;
        tellsRows = tap == Tap.EXECUTE && name.equals("execute") && descriptor.endsWith(")Z");
        tellsCount = tap == Tap.EXECUTE && name.equals("executeUpdate") && descriptor.endsWith(")I");
    }

    /**
     * That of a method, or null.
     *
     * @param namesClasses code before Java 5 can't load a class as a constant
     */
    static @Nullable Hook of(WeavePlan plan, int access, String name, String descriptor, boolean namesClasses) {
        Tap tap = plan.tap(access, name, descriptor);
        boolean isStatic = (access & ClassShape.ACC_STATIC) != 0;
        if (tap == null || (isStatic && !namesClasses && tap != Tap.INVOKE)) {
            return null;
        }
        if (tap == Tap.INVOKE) {
            plan.invokes(name);
        }
        return new Hook(plan, tap, name, descriptor, isStatic);
    }

    boolean isOfConstructor() {
        return name.equals(PoolTap.CONSTRUCTOR);
    }

    /** Whether a catch-all handler tells of its failure. */
    boolean hasHandler() {
        return tap.hasHandler() && (tellsRefusal || tap != Tap.CREATE);
    }

    /** Whether the body needs its {@code this} wherever it ends. */
    boolean needsThis() {
        return tap == Tap.CREATE || tellsRefusal || isOfConstructor();
    }

    /** How many locals its arguments are, and {@code this}; each counts once. */
    int arguments() {
        int count = 1;
        for (int at = 1; descriptor.charAt(at) != ')'; at = next(at)) {
            count++;
        }
        return count;
    }

    /** Where the type behind the one at a place of the descriptor begins. */
    int next(int at) {
        int letter = at;
        while (descriptor.charAt(letter) == '[') {
            letter++;
        }
        if (descriptor.charAt(letter) != 'L') {
            return letter + 1;
        }
        int end = descriptor.indexOf(';', letter);
        if (end < 0) {
            throw new IllegalArgumentException("no descriptor: " + descriptor);
        }
        return end + 1;
    }
}
