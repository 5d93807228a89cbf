package io.connwake.recorder;

import io.connwake.boot.Hooks;
import io.connwake.recorder.event.CodeLine;
import io.connwake.recorder.event.Site;
import io.connwake.recorder.event.Site.Keeper;
import java.lang.StackWalker.StackFrame;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * From a stack the application's innermost frames, down to the method that owns the connection and its caller. Where a
 * framework asks for its own ends, with no application below it, these are the framework's.
 */
final class ApplicationFrames implements Function<Stream<StackFrame>, @Nullable Site> {
    private final Frames applications;
    private final Frames frameworks;
    private Keeper keeper = Keeper.METHOD;

    ApplicationFrames(PassingMethods passing) {
        applications = new Frames(passing);
        frameworks = new Frames(passing);
    }

    @Override
    public @Nullable Site apply(Stream<StackFrame> stack) {
        Iterator<StackFrame> each = stack.iterator();
        boolean isHooked = false;
        while (each.hasNext() && !applications.isComplete) {
            StackFrame frame = each.next();
            boolean isCalled = isHooked;
            isHooked = frame.getDeclaringClass() == Hooks.class;
            // the method that calls the hook is the pool's own
            if (!isCalled && !Sites.isJdkOrOurs(frame.getClassName())) {
                take(frame);
            }
        }
        return (applications.lines.isEmpty() ? frameworks : applications).site(keeper);
    }

    private void take(StackFrame frame) {
        String className = frame.getClassName();
        boolean isFramework = Frameworks.has(className);
        boolean passesConnectionsOn = Libraries.passesConnectionsOn(className);
        if (!isFramework && !passesConnectionsOn) {
            applications.add(frame);
            return;
        }
        if (applications.hasOwner) {
            applications.isComplete = true; // whoever called that through it, what it keeps is not the owner's
            return;
        }
        if (keeper != Keeper.SESSION) {
            Keeper its = Frameworks.keeper(className);
            keeper = its == Keeper.METHOD ? keeper : its;
        }
        if (!passesConnectionsOn && !frameworks.isComplete) {
            frameworks.add(frame);
        }
    }

    private static final class Frames {
        private static final int MOST = 4;
        /** What a connection is read with: whoever gets one has the connection too. */
        private static final String[] PASSED_ON = {
            "Connection;",
            "PreparedStatement;",
            "CallableStatement;",
            "/Statement;",
            "ResultSet;",
            "Stream;",
            "Iterator;",
            "Cursor;",
            "kotlin/sequences/Sequence;"
        };

        final List<CodeLine> lines = new ArrayList<>(MOST + 1);
        private final PassingMethods known;
        private int passing;
        private boolean hasOwner;
        boolean isComplete;

        Frames(PassingMethods known) {
            this.known = known;
        }

        void add(StackFrame frame) {
            CodeLine line = Sites.line(frame.toStackTraceElement());
            lines.add(line);
            isComplete = hasOwner;
            if (!hasOwner) {
                boolean passesOn = passesOn(frame) || known.has(line);
                passing += passesOn ? 1 : 0;
                hasOwner = !passesOn || lines.size() == MOST;
            }
        }

        @Nullable
        Site site(Keeper keeper) {
            return lines.isEmpty()
                    ? null
                    : new Site(lines, Math.min(Math.min(passing, MOST - 1), lines.size() - 1), keeper);
        }

        /** A method that returns a connection, or what is read with it, or builds an object, does not own what it got. */
        private static boolean passesOn(StackFrame frame) {
            if (frame.getMethodName().equals("<init>")) {
                return true;
            }
            String descriptor = frame.getDescriptor();
            if (descriptor.endsWith(";")) {
                for (String reader : PASSED_ON) {
                    if (descriptor.endsWith(reader)) {
                        return true;
                    }
                }
            }
            return false;
        }
    }
}
