package io.connwake.weaving;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is to be woven into one class: which methods, whether it carries a record, and where it holds a connection. */
final class WeavePlan implements Tap.Holder {
    private static final String PROXY = "java/lang/reflect/Proxy";

    private final ClassShape shape;
    private final Supertypes supertypes;
    private final Origin origin;
    private final InvocationMethods invocations;
    private final boolean wrapsOnly;
    private final boolean isRuntime;
    /** Of it only the methods that are named by configuration are hooked, where they have a body. */
    private final boolean isInterface;

    private final boolean hasRuntime;
    private final boolean serves;
    /** Else it is a candidate for its servlets or handlers alone, and its other methods are none of our business. */
    private final boolean knowsJdbc;

    private final @Nullable PoolTap pool;
    private int kinds;
    private boolean hierarchyIsRead;
    private final Set<String> avoided = new HashSet<>();

    /** @param hasRuntime AWS's own runtime tells of invocations, so that calls of handlers are mere calls */
    WeavePlan(
            ClassShape shape, Supertypes supertypes, Origin origin, InvocationMethods invocations, boolean hasRuntime) {
        this.hasRuntime = hasRuntime;
        this.invocations = invocations;
        this.shape = shape;
        this.supertypes = supertypes;
        this.origin = origin;
        this.kinds = Supertypes.named(shape);
        this.wrapsOnly = PoolLibraries.contain(shape.name);
        this.isRuntime = CandidateFilter.mayBeBoundary(shape.name) && BoundaryTap.areIn(shape.name);
        this.isInterface = shape.is(ClassShape.ACC_INTERFACE);
        this.pool = PoolTap.of(shape.name);
        this.serves = shape.serves();
        this.knowsJdbc = shape.mentionsSql();
    }

    /** Whether there is nothing to hook, or it is hooked already. */
    boolean isEmpty() {
        if (isInterface && !serves && !invocations.areIn(shape.name)) {
            return true;
        }
        if (isRuntime || invocations.areIn(shape.name)) {
            return shape.refersTo(HookCalls.HOOKS); // which methods these are is told by the taps
        }
        for (ClassShape.Member method : shape.methods) {
            if (tap(method.access, method.name, method.descriptor) != null) {
                return shape.refersTo(HookCalls.HOOKS);
            }
        }
        return true;
    }

    /** The tap of a method declared here, or null. */
    @Nullable
    Tap tap(int access, String name, String descriptor) {
        int bodiless = ClassShape.ACC_ABSTRACT | ClassShape.ACC_NATIVE;
        if ((access & bodiless) != 0 || avoided.contains(name + descriptor)) {
            return null;
        }
        if (invocations.areIn(shape.name) && invocations.contain(shape.name, name)) {
            return Tap.INVOKE;
        }
        boolean isStatic = (access & ClassShape.ACC_STATIC) != 0;
        if (boundary(name, descriptor, isStatic) != null) {
            return Tap.REACH; // also of an interface, whose default method it is
        }
        return knowsJdbc && !isInterface ? jdbc(isStatic, name, descriptor) : null;
    }

    /** A method is hooked as a unit of work. */
    void invokes(String method) {
        invocations.hooked(shape.name, method);
    }

    private @Nullable Tap jdbc(boolean isStatic, String name, String descriptor) {
        Tap tap = Tap.named(name);
        if (tap == null && !wrapsOnly) {
            tap = accompanied(name);
        }
        if (isStatic) {
            return tap == Tap.CONNECT && Tap.connectsByConfiguration(descriptor, this) ? tap : null;
        }
        Tap ofPool = pool == null ? null : pool.tap(name, descriptor);
        if (ofPool != null) {
            return ofPool;
        }
        if (tap == null || (wrapsOnly && tap.ofHandles() == null) || !tap.fits(descriptor, this)) {
            return null;
        }
        return wrapsOnly ? tap.ofHandles() : tap;
    }

    /** What a method is where units of work begin or end, or null. */
    @Nullable
    BoundaryTap boundary(String name, String descriptor, boolean isStatic) {
        if (isRuntime) {
            return BoundaryTap.of(shape.name, name);
        }
        BoundaryTap tap = serves && !isStatic ? BoundaryTap.bySignature(name, descriptor) : null;
        return tap == BoundaryTap.HANDLE && hasRuntime ? null : tap;
    }

    /** Asked of a class that looks like a connection's or a statement's: others' hierarchies need not be read for it. */
    private @Nullable Tap accompanied(String name) {
        Tap tap = Tap.accompanied(name);
        boolean fits = tap != null && (shape.declares("executeQuery") || shape.declares("prepareStatement"));
        return fits ? tap : null;
    }

    /** Leaves one method as it is, because its body does not allow the hook. */
    void avoid(String name, String descriptor) {
        avoided.add(name + descriptor);
    }

    /**
     * Whether a field may be added: not to JDK proxies, not to a generated class that overrides the accessors of the
     * class it extends, and not to a serializable class without a {@code serialVersionUID}, whose default would change.
     */
    boolean carries() {
        if (isInterface || (serves && !hooksJdbc())) {
            return false; // nor need its hierarchy be read
        }
        boolean kept = is(Supertypes.CONNECTION)
                || is(Supertypes.STATEMENT)
                || is(Supertypes.DATA_SOURCE)
                || is(Supertypes.POOLED_CONNECTION);
        return kept
                && !isProxy()
                && !declaresAccessor()
                && (shape.declaresSerialVersion() || !is(Supertypes.SERIALIZABLE));
    }

    private boolean hooksJdbc() {
        for (ClassShape.Member method : shape.methods) {
            Tap tap = tap(method.access, method.name, method.descriptor);
            if (tap != null && tap != Tap.REACH) {
                return true;
            }
        }
        return false;
    }

    /** The field that holds the wrapped connection, or null. */
    ClassShape.@Nullable Member innerConnection() {
        if (!is(Supertypes.CONNECTION)) {
            return null;
        }
        for (ClassShape.Member field : shape.fields) {
            if (!field.is(ClassShape.ACC_STATIC) && isConnection(field.descriptor)) {
                return field;
            }
        }
        return null;
    }

    /** Whether the JDK generated it, whose newer versions let the handlers of its methods forget {@code this}. */
    boolean isProxy() {
        return PROXY.equals(shape.superName);
    }

    /** Whether it is AWS's client, which tells of every invocation. */
    boolean isRuntime() {
        return isRuntime;
    }

    /** Whether the class's outline has all methods that may be hooked; those named by configuration may be any. */
    boolean isOutlined() {
        return !invocations.areIn(shape.name);
    }

    String className() {
        return shape.name;
    }

    /** Reads the hierarchy when the class file does not say it itself: that costs some milliseconds in all. */
    @Override
    public boolean is(int kind) {
        if ((kinds & kind) == 0 && !hierarchyIsRead) {
            kinds = supertypes.of(shape, origin);
            hierarchyIsRead = true;
        }
        return (kinds & kind) != 0;
    }

    @Override
    public boolean mayBeDataSource() {
        if (is(Supertypes.DATA_SOURCE)) {
            return true;
        }
        return !shape.is(ClassShape.ACC_FINAL) && !is(Supertypes.STATEMENT) && !is(Supertypes.META_DATA);
    }

    @Override
    public boolean lends() {
        return is(Supertypes.DATA_SOURCE) || (!executes() && connects(Tap.ACQUIRE));
    }

    /** Whether a connection can be heard of where it begins: one of its methods is lent from, or a driver's connect. */
    boolean connects() {
        return connects(Tap.ACQUIRE) || connects(Tap.CONNECT);
    }

    private boolean connects(Tap wanted) {
        for (ClassShape.Member method : shape.methods) {
            if (Tap.named(method.name) == wanted && tap(method.access, method.name, method.descriptor) == wanted) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean executes() {
        if (is(Supertypes.STATEMENT)) {
            return true;
        }
        for (ClassShape.Member method : shape.methods) {
            if (method.name.equals("executeQuery") && method.descriptor.endsWith(")Ljava/sql/ResultSet;")) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean returns(String descriptor, int kind) {
        String type = descriptor.substring(descriptor.indexOf(')') + 1);
        return type.startsWith("L") && (supertypes.of(internalName(type), origin) & kind) != 0;
    }

    private boolean declaresAccessor() {
        for (ClassShape.Member method : shape.methods) {
            if (method.name.equals(WovenClass.SLOT) || method.name.equals(WovenClass.INNER)) {
                return true;
            }
        }
        return false;
    }

    private boolean isConnection(String descriptor) {
        if (descriptor.equals("Ljava/sql/Connection;")) {
            return true;
        }
        return descriptor.endsWith("Connection;")
                && descriptor.startsWith("L")
                && (supertypes.of(internalName(descriptor), origin) & Supertypes.CONNECTION) != 0;
    }

    private static String internalName(String descriptor) {
        return descriptor.substring(1, descriptor.length() - 1);
    }
}
