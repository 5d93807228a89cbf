package io.connwake.weaving;

import org.jspecify.annotations.Nullable;

/** What is hooked: a group of methods by name and signature, and the kind of class that must hold them. */
enum Tap {
    /**
     * {@code getConnection} of a data source or a pooled connection; bodies are often held by classes that are no data
     * source themselves.
     */
    ACQUIRE("getConnection"),
    /** What a driver opens to lend it itself, by handles. */
    OPEN("getPooledConnection", "getXAConnection"),
    CONNECT("connect"),
    /** Of a connection, or of a pool. */
    CLOSE("close"),
    ABORT("abort"),
    EXECUTE("execute", "executeQuery", "executeUpdate", "executeLargeUpdate", "executeBatch", "executeLargeBatch"),
    END("commit", "rollback"),
    VALIDATE("isValid"),
    AUTO_COMMIT("setAutoCommit"),
    CREATE("createStatement", "prepareStatement", "prepareCall"),
    /** Has no words: where a pool's own connection wraps another, it takes the place of {@link #CREATE}. */
    USE,
    /** Has no words: {@link PoolTap} names its few methods. */
    BUILD,
    /** Has none either: {@link InvocationMethods} are named by configuration. */
    INVOKE,
    /** Nor this: of the methods of {@link BoundaryTap}. */
    REACH,
    /** A text that will be executed later. */
    ADD,
    /** What a driver may answer with a statement of its own. */
    CONFIGURE;

    private static final String ADDS = "addBatch";

    /** Words that count only in a class with one of the others: too common to be looked for in every class. */
    static final String[] COMPANIONS = {
        ADDS, "setTransactionIsolation", "setSchema", "setClientInfo", "setReadOnly", "setMaxRows"
    };

    private static final Tap[] ALL = values();
    private static final String OF_TEXT = "(Ljava/lang/String;)V";

    @SuppressWarnings("ImmutableEnumChecker")
    private final String[] words;

    Tap(String... words) {
        this.words = words;
    }

    String[] words() {
        return words;
    }

    /** The tap that a method of that name may belong to, or null. */
    static @Nullable Tap named(String name) {
        for (Tap tap : ALL) {
            for (String word : tap.words) {
                if (word.equals(name)) {
                    return tap;
                }
            }
        }
        return null;
    }

    /** The tap that a method of that name belongs to in a class with methods of other taps, or null. */
    static @Nullable Tap accompanied(String name) {
        for (String each : COMPANIONS) {
            if (each.equals(name)) {
                return name.equals(ADDS) ? ADD : CONFIGURE;
            }
        }
        return null;
    }

    /** Whether a method of one of the words belongs to it, by its descriptor and what {@code holder} declares it. */
    boolean fits(String descriptor, Holder holder) {
        return switch (this) {
            case ACQUIRE ->
                (holder.mayBeDataSource() || holder.is(Supertypes.POOLED_CONNECTION))
                        && holder.returns(descriptor, Supertypes.CONNECTION);
            case OPEN -> holder.mayBeDataSource() && holder.returns(descriptor, Supertypes.POOLED_CONNECTION);
            case CONNECT ->
                descriptor.startsWith("(Ljava/lang/String;Ljava/util/Properties;)")
                        && holder.returns(descriptor, Supertypes.CONNECTION);
            case CLOSE ->
                (descriptor.equals("()V")
                                && (holder.is(Supertypes.CONNECTION) || holder.is(Supertypes.POOLED_CONNECTION)))
                        || ((descriptor.equals("()V") || descriptor.equals("(Z)V")) && holder.lends());
            case ABORT -> descriptor.equals("(Ljava/util/concurrent/Executor;)V") && holder.is(Supertypes.CONNECTION);
            case END ->
                (descriptor.equals("()V") || descriptor.equals("(Ljava/sql/Savepoint;)V"))
                        && holder.is(Supertypes.CONNECTION);
            case VALIDATE -> descriptor.equals("(I)Z") && holder.is(Supertypes.CONNECTION);
            case AUTO_COMMIT -> descriptor.equals("(Z)V") && holder.is(Supertypes.CONNECTION);
            case CREATE -> holder.is(Supertypes.CONNECTION) && holder.returns(descriptor, Supertypes.STATEMENT);
            case EXECUTE -> holder.executes();
            case ADD -> descriptor.equals(OF_TEXT) && holder.is(Supertypes.STATEMENT);
            case CONFIGURE -> fitsSetting(descriptor, holder);
            case USE, BUILD, INVOKE, REACH -> false;
        };
    }

    /** {@code setMaxRows} is a statement's, the others are a connection's. */
    private static boolean fitsSetting(String descriptor, Holder holder) {
        return switch (descriptor) {
            case "(I)V" -> holder.is(Supertypes.CONNECTION | Supertypes.STATEMENT);
            case "(Z)V", OF_TEXT, "(Ljava/lang/String;Ljava/lang/String;)V", "(Ljava/util/Properties;)V" ->
                holder.is(Supertypes.CONNECTION);
            default -> false;
        };
    }

    /**
     * A driver's static {@code connect} with one object of its own: the way of MariaDB Connector/J's data sources and
     * pool, which pass by {@code Driver.connect(String, Properties)}.
     */
    static boolean connectsByConfiguration(String descriptor, Holder holder) {
        int end = descriptor.indexOf(";)");
        return descriptor.startsWith("(L")
                && end == descriptor.indexOf(';')
                && !descriptor.startsWith("(Ljava/")
                && holder.returns(descriptor, Supertypes.CONNECTION);
    }

    /** What it is on a pool's own classes, where only its data source and its handles matter; null if nothing. */
    @Nullable
    Tap ofHandles() {
        return switch (this) {
            case ACQUIRE, OPEN, CONNECT, CLOSE, ABORT, BUILD, USE, INVOKE, REACH -> this;
            case CREATE -> USE;
            case EXECUTE, END, VALIDATE, AUTO_COMMIT, ADD, CONFIGURE -> null;
        };
    }

    /** Whether a failure of the method is told, by a catch-all handler behind its body. */
    boolean hasHandler() {
        return this != CLOSE && this != ABORT && this != ADD && this != CONFIGURE;
    }

    /** Whether the name of a method says that it commits, or that what it executes writes. */
    static boolean writes(String name) {
        return name.equals("commit")
                || name.equals("executeUpdate")
                || name.equals("executeLargeUpdate")
                || name.equals("executeBatch")
                || name.equals("executeLargeBatch");
    }

    /** What a tap asks about the class that holds a method. */
    interface Holder {
        /** Whether the class is of that kind, by its own hierarchy. */
        boolean is(int kind);

        /** Whether an instance could be a data source: it is one, or a subclass might be. */
        boolean mayBeDataSource();

        /** Whether it is a data source, or holds the bodies of one. */
        boolean lends();

        /** Whether the class holds bodies of a statement: it is one, or its {@code execute…} returns a result set. */
        boolean executes();

        /** Whether a descriptor's return type is of that kind. */
        boolean returns(String descriptor, int kind);
    }
}
