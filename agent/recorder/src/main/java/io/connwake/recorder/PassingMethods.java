package io.connwake.recorder;

import io.connwake.recorder.event.CodeLine;
import io.connwake.recorder.event.Site;
import java.lang.StackWalker.StackFrame;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Methods that pass a connection on although their return type does not say so, {@code begin()} beside {@code end()}: they had
 * returned when their own thread gave back what they acquired. Those that were still under way close what they own. Learned
 * from the first closes of each site; who was seen to do both passes nothing on.
 */
final class PassingMethods {
    private static final int MOST = 1_000;
    private static final int MOST_SITES = 10_000;
    private static final int LOOKS_OF_SITE = 8;

    private final Set<CodeLine> returned = ConcurrentHashMap.newKeySet();
    private final Set<CodeLine> closing = ConcurrentHashMap.newKeySet();
    private final ConcurrentHashMap<Site, Integer> looks = new ConcurrentHashMap<>();

    boolean has(CodeLine frame) {
        return !returned.isEmpty() && returned.contains(method(frame)) && !closing.contains(method(frame));
    }

    /** Whether the connection came to its owner by one of them. */
    boolean leadTo(Site site) {
        for (int i = 0; i < site.owners() && i < site.frames().size() - 1; i++) {
            if (has(site.frames().get(i))) {
                return true;
            }
        }
        return false;
    }

    boolean isClosing(CodeLine frame) {
        return closing.contains(method(frame));
    }

    /** It is given back on this thread, which has used it last. */
    void closes(ThreadTrace thread, Lease lease) {
        Site site = lease.site;
        if (site == null || lease.holder != thread.holder) {
            return;
        }
        Integer before = looks.get(site);
        int number = before == null ? 0 : before;
        if (number == LOOKS_OF_SITE || (number == 0 && looks.size() >= MOST_SITES)) {
            return;
        }
        looks.put(site, number + 1);
        if (isWithin(site.owner())) {
            learn(closing, site.owner());
            return;
        }
        learn(returned, site.owner());
        CodeLine caller = site.caller();
        if (caller != null && !isWithin(caller)) {
            learn(returned, caller);
        }
    }

    private static void learn(Set<CodeLine> methods, CodeLine frame) {
        if (methods.size() < MOST) {
            methods.add(method(frame));
        }
    }

    private static CodeLine method(CodeLine frame) {
        return new CodeLine(frame.className(), frame.method(), null, 0);
    }

    private static boolean isWithin(CodeLine owner) {
        return Sites.DESCRIBING.walk(new IsWithin(owner));
    }

    private static final class IsWithin implements Function<Stream<StackFrame>, Boolean> {
        private final CodeLine owner;

        IsWithin(CodeLine owner) {
            this.owner = owner;
        }

        @Override
        public Boolean apply(Stream<StackFrame> stack) {
            Iterator<StackFrame> each = stack.iterator();
            while (each.hasNext()) {
                StackFrame frame = each.next();
                if (frame.getMethodName().equals(owner.method())
                        && Sites.line(frame.toStackTraceElement()).className().equals(owner.className())) {
                    return true;
                }
            }
            return false;
        }
    }
}
