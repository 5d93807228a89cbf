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
 * returned when their own thread gave back what they acquired. Learned from the first closes of each site.
 */
final class PassingMethods {
    private static final int MOST = 1_000;
    private static final int MOST_SITES = 10_000;
    private static final int LOOKS_OF_SITE = 8;

    private final Set<CodeLine> learned = ConcurrentHashMap.newKeySet();
    private final ConcurrentHashMap<Site, Integer> looks = new ConcurrentHashMap<>();

    boolean has(CodeLine frame) {
        return !learned.isEmpty() && learned.contains(method(frame));
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
        boolean hasReturned = !Sites.DESCRIBING.walk(new IsWithin(site.owner()));
        if (hasReturned && learned.size() < MOST) {
            learned.add(method(site.owner()));
        }
    }

    private static CodeLine method(CodeLine frame) {
        return new CodeLine(frame.className(), frame.method(), null, 0);
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
