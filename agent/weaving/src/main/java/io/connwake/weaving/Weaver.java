package io.connwake.weaving;

import org.jspecify.annotations.Nullable;

/**
 * Weaves the hooks into a class file. Needs the classes of {@code io.connwake.boot} to be there when the woven class
 * runs. Safe for use by many threads.
 */
public final class Weaver {
    private final Supertypes supertypes = new Supertypes();
    private final InvocationMethods invocations;
    private volatile boolean hasRuntime;

    public Weaver() {
        this(InvocationMethods.NONE);
    }

    /** One that hooks the application's own entry points as well. */
    public Weaver(InvocationMethods invocations) {
        this.invocations = invocations;
    }

    /**
     * The woven class, or null if there is nothing to hook. Throws what the class-file reader throws for a class that it
     * can't read: then the class must be left alone.
     *
     * @param reshape whether a field and an interface may be added: at first load only, never to a loaded class
     */
    public byte @Nullable [] weave(Origin origin, byte[] classFile, boolean reshape) {
        ClassShape shape = new ClassShape(classFile);
        WeavePlan plan = plan(origin, shape);
        if (plan.isEmpty()) {
            return null;
        }
        byte[] spliced = Splice.weave(classFile, shape, plan, reshape);
        byte[] woven = spliced == null ? Loom.weave(classFile, plan, reshape) : spliced;
        hasRuntime |= plan.isRuntime();
        return woven;
    }

    /** Whether the class has a method to hook. */
    public boolean wants(Origin origin, byte[] classFile) {
        return !plan(origin, new ClassShape(classFile)).isEmpty();
    }

    /** Whether it has, or inherits, a method in which a connection can be heard of where it begins. */
    public boolean connects(Origin origin, byte[] classFile) {
        for (byte[] at = classFile; at != null; ) {
            ClassShape shape = new ClassShape(at);
            if (CandidateFilter.accepts(at) && plan(origin, shape).connects()) {
                return true;
            }
            String above = shape.superName;
            at = above == null || above.startsWith("java/") ? null : origin.classFile(above);
        }
        return false;
    }

    private WeavePlan plan(Origin origin, ClassShape shape) {
        return new WeavePlan(shape, supertypes, origin, invocations, hasRuntime);
    }
}
