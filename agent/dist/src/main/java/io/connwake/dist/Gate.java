package io.connwake.dist;

import io.connwake.weaving.CandidateFilter;
import io.connwake.weaving.Entrances;
import io.connwake.weaving.InvocationMethods;
import io.connwake.weaving.Origin;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import org.jspecify.annotations.Nullable;

/**
 * Looks at every class that is loaded and lets the weaver have the candidates. It adds to a class's shape, so it is no
 * retransformer: what it made stays in force when another agent retransforms the class. A class that is redefined (by a
 * debugger, say) gets again what it got when it was loaded.
 */
final class Gate implements ClassFileTransformer {
    /** Spelled so that shading, which renames our own copy of the API, leaves it alone. */
    private static final String TRACER = "io|opentelemetry|api|trace|Span".replace('|', '/');

    /** The OpenTelemetry agent's own code about a library; spelled like the tracer. */
    private static final String INSTRUMENTATION = "io|opentelemetry|javaagent|instrumentation|".replace('|', '/');

    private final Instrumentation instrumentation;
    private final @Nullable String arguments;
    private final ClassLoader ours = Gate.class.getClassLoader();
    private final ClassLoader platform = ClassLoader.getPlatformClassLoader();
    private volatile @Nullable Composition composition;
    private volatile boolean closed;
    /** Named by configuration, which then is read at the start. */
    private volatile @Nullable InvocationMethods invocations;

    Gate(Instrumentation instrumentation, @Nullable String arguments) {
        this.instrumentation = instrumentation;
        this.arguments = arguments;
    }

    boolean isEnabled() {
        return composition().isEnabled();
    }

    /**
     * Whether a class of the platform's loader is the application's all the same: a JDK proxy for which somebody named the
     * loader of {@code java.sql.Connection}, as MyBatis does for what its pool lends.
     */
    static boolean isProxy(String className) {
        return className.indexOf("/$Proxy") > 0;
    }

    /** Closes it for good: nothing is woven any more. */
    void close() {
        closed = true;
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String name,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] classFile) {
        if (closed || name == null) {
            return null;
        }
        if (redefined == null && (name.endsWith(TRACER) || name.startsWith(INSTRUMENTATION))) {
            noticeOther(name, loader);
        }
        if (loader == null || loader == ours || (loader == platform && !isProxy(name))) {
            return null;
        }
        if (redefined == null && CandidateFilter.mayBeEntrance(name)) {
            enters(new Origin(loader, domain), name, classFile);
        }
        if (!isInvocation(name) && !CandidateFilter.accepts(classFile)) {
            return null;
        }
        boolean reshape = redefined == null || composition().carries(redefined);
        return weave(new Origin(loader, domain), name, classFile, reshape);
    }

    /** A class that is being loaded, or was: perhaps another tracer's, or one by which another agent measures a pool. */
    void noticeOther(String name, @Nullable ClassLoader loader) {
        if (name.endsWith(TRACER) && loader != ours) {
            composition().sawTracer(name.replace('/', '.'), loader);
        } else if (name.startsWith(INSTRUMENTATION)) {
            PoolMetrics.saw(name.substring(INSTRUMENTATION.length()));
        }
    }

    /** Perhaps a class in which a library hands out connections, whether or not the filter accepts it. */
    private void enters(Origin origin, String name, byte[] classFile) {
        String library = Entrances.libraryOf(name);
        if (library != null && !composition().connects(origin, classFile)) {
            composition().misses(library, name);
        }
    }

    /** Of a class that was loaded before us. */
    boolean wants(Origin origin, String name, byte[] classFile) {
        if (CandidateFilter.mayBeEntrance(name)) {
            enters(origin, name, classFile);
        }
        boolean isCandidate = isInvocation(name) || CandidateFilter.accepts(classFile);
        return isCandidate && composition().wants(origin, classFile);
    }

    byte @Nullable [] weave(Origin origin, String name, byte[] classFile, boolean reshape) {
        return closed ? null : composition().weave(origin, name, classFile, reshape);
    }

    private boolean isInvocation(String className) {
        InvocationMethods named = invocations;
        return CandidateFilter.mayBeBoundary(className) || (named != null && named.areIn(className));
    }

    Composition composition() {
        Composition made = composition;
        return made == null ? compose() : made;
    }

    private synchronized Composition compose() {
        Composition made = composition;
        if (made == null) {
            made = new Composition(instrumentation, arguments, this);
            composition = made;
            invocations = made.invocations();
        }
        return made;
    }
}
