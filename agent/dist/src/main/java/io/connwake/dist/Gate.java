package io.connwake.dist;

import io.connwake.weaving.CandidateFilter;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks at every class that is loaded and lets the weaver have the candidates. It adds to a class's shape, so it is no
 * retransformer: what it made stays in force when another agent retransforms the class.
 */
final class Gate implements ClassFileTransformer, Runnable {
    /** Spelled so that shading, which renames our own copy of the API, leaves it alone. */
    private static final String TRACER = "io|opentelemetry|api|trace|Span".replace('|', '/');

    private final Composition composition;
    private final Guard guard;
    private final Notices notices;
    private final ClassLoader ours = Gate.class.getClassLoader();
    private final ClassLoader platform = ClassLoader.getPlatformClassLoader();
    private volatile boolean closed;

    Gate(Composition composition, Guard guard, Notices notices) {
        this.composition = composition;
        this.guard = guard;
        this.notices = notices;
        guard.onTooMany(this);
    }

    /** Closes it for good: too much went wrong. */
    @Override
    public void run() {
        closed = true;
        composition.switchOff();
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String name,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] classFile) {
        if (closed || redefined != null || name == null) {
            return null;
        }
        try {
            if (name.endsWith(TRACER)) {
                composition.sawTracer(name.replace('/', '.'), loader);
            }
            if (loader == null || loader == ours || loader == platform || !CandidateFilter.accepts(classFile)) {
                return null;
            }
            return weave(loader, name, classFile, true);
        } catch (Throwable failure) {
            guard.swallow("the gate", failure);
            return null;
        }
    }

    void noticeTracer(String className, @Nullable ClassLoader loader) {
        if (className.replace('.', '/').endsWith(TRACER)) {
            composition.sawTracer(className, loader);
        }
    }

    boolean wants(ClassLoader loader, byte[] classFile) {
        return CandidateFilter.accepts(classFile) && composition.weaver().wants(loader, classFile);
    }

    /** For classes loaded before: hooks only, at this and every later retransformation. */
    ClassFileTransformer forLoaded(List<Class<?>> targets) {
        Set<String> names = new HashSet<>();
        for (Class<?> each : targets) {
            names.add(each.getName().replace('.', '/'));
        }
        return new ForLoaded(names);
    }

    private byte @Nullable [] weave(@Nullable ClassLoader loader, String name, byte[] classFile, boolean reshape) {
        try {
            byte[] woven = composition.weaver().weave(loader, classFile, reshape);
            if (woven == null || !composition.isReady()) {
                return null;
            }
            return woven;
        } catch (Throwable unweavable) {
            composition.unweavable();
            notices.debug("could not weave " + name + " (" + unweavable + "); it is left alone");
            return null;
        }
    }

    private final class ForLoaded implements ClassFileTransformer {
        private final Set<String> names;

        ForLoaded(Set<String> names) {
            this.names = names;
        }

        @Override
        public byte @Nullable [] transform(
                @Nullable ClassLoader loader,
                @Nullable String name,
                @Nullable Class<?> redefined,
                @Nullable ProtectionDomain domain,
                byte[] classFile) {
            if (closed || redefined == null || name == null || !names.contains(name)) {
                return null;
            }
            return weave(loader, name, classFile, false);
        }
    }
}
